"""The account page: where a person is signed in, and the tokens they made."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class SessionLine:
    """`handle` names the session without giving it away; `present` is the one that asks."""

    handle: str
    client: str
    created_at: datetime
    last_seen: datetime
    present: bool


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A token in force. `hint` are its last characters."""

    id: int
    name: str
    hint: str
    team_name: str
    scope: Literal["read", "work", "manage"]
    expires_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class AccountScreen:
    """`teams` are pairs of number and name; `zone` is that of the person's first team."""

    name: str
    email: str
    sessions: tuple[SessionLine, ...]
    tokens: tuple[TokenLine, ...] = ()
    teams: tuple[tuple[int, str], ...] = ()
    zone: str = "UTC"
