"""Rights: three roles, six rights, and two switches of the team."""

from dataclasses import dataclass
from enum import StrEnum

from queue_app.domain.errors import N_
from queue_app.domain.team.team import Team


class Role(StrEnum):
    """The role of a person in one team, in ascending order."""

    OBSERVER = "observer"
    MEMBER = "member"
    MANAGER = "manager"


ROLE_LABELS = {Role.MEMBER: N_("member"), Role.MANAGER: N_("manager"), Role.OBSERVER: N_("observer")}
"""The labels of the roles, in the order of forms."""
ROLE_NOUNS = {Role.MEMBER: N_("a member"), Role.MANAGER: N_("a manager"), Role.OBSERVER: N_("an observer")}
"""The labels with an article, for use inside a sentence."""


class Right(StrEnum):
    """The right that a use case or a page needs."""

    SEE = "see"
    COVER = "cover"
    WORK = "work"
    ORDER = "order"
    LIMIT = "limit"
    MANAGE = "manage"


_RANK = {Role.OBSERVER: 0, Role.MEMBER: 1, Role.MANAGER: 2}


def capped(role: Role, cap: Role | None) -> Role:
    """The lower of the two: a token never raises a person above their own role."""
    return role if cap is None else min(role, cap, key=_RANK.__getitem__)


def lowest_role(right: Right, team: Team) -> Role:
    """The lowest role that has `right` in `team`."""
    match right:
        case Right.SEE:
            return Role.OBSERVER
        case Right.COVER | Right.WORK:
            return Role.MEMBER
        case Right.ORDER:
            return Role.MANAGER if team.who_orders == "managers" else Role.MEMBER
        case Right.LIMIT:
            return Role.MANAGER if team.who_limits == "managers" else Role.MEMBER
        case Right.MANAGE:
            return Role.MANAGER


def may(role: Role, right: Right, team: Team) -> bool:
    """Whether `role` has `right` in `team`."""
    return _RANK[role] >= _RANK[lowest_role(right, team)]


@dataclass(frozen=True, slots=True)
class Founder:
    """Facts about a person who wants to make a team. `manages` includes archived teams; `in_team` and `any_team` do not.

    `first`: the person has the oldest account, which set up the installation.
    """

    manages: bool
    in_team: bool
    first: bool
    any_team: bool


def may_make_team(who: Founder) -> bool:
    """Whether the person may make a team: a manager; or a person in no team who is the `first`, or if there is no team yet."""
    return who.manages or (not who.in_team and (who.first or not who.any_team))
