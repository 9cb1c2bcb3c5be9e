"""The home page: the teams of a person, with what they are on in each."""

from dataclasses import dataclass

from queue_app.domain.team.rights import Role
from queue_app.screens.values import ItemLink, Room


@dataclass(frozen=True, slots=True)
class TeamCard:
    """One team. `mine` are the running items this person is on."""

    number: int
    name: str
    role: Role
    room: Room
    waiting: int
    mine: tuple[ItemLink, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeScreen:
    """`may_create`: managers of any team may make another. `zone` is that of their first team, as a start."""

    teams: tuple[TeamCard, ...]
    may_create: bool = False
    zone: str = "UTC"
