"""Signing in with an identity provider: find the person, by subject or once by verified e-mail, and begin a session.

A person without an account gets one if a group of theirs has a role in a team. Roles are given at the first sign-in only; later
the team decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from queue_app.domain import inputs
from queue_app.domain.errors import N_, InputError, NotFound, Refusal
from queue_app.domain.refusals import AlreadyMember, TeamArchived
from queue_app.domain.team.rights import Role
from queue_app.store.db.engine import Doors
from queue_app.store.sign_in import devices, identities, people
from queue_app.store.team import members
from queue_app.usecases.sign_in import security_log, sessions
from queue_app.usecases.sign_in.addresses import email
from queue_app.usecases.sign_in.sessions import Visit
from queue_app.usecases.team.joining import NewAccount, enrol
from queue_app.usecases.transaction import in_transaction, run, utc_now
from queue_app.usecases.tx import Actor


class NoAccountYet(Refusal):
    sentence = N_("There is no account for {email}. Ask a manager of your team for an invitation.")


class EmailNotVerified(Refusal):
    sentence = N_("Your provider has not checked your e-mail address. Have it checked there, then sign in again.")


class OtherSubject(Refusal):
    sentence = N_("This address belongs to another account of your provider. Ask the operator of Topmost.")


class SignInExpired(Refusal):
    sentence = N_("This sign-in was used or is too old. Sign in again.")


@dataclass(frozen=True, slots=True)
class OutsidePerson:
    """The person that a provider names. `begun_at`: when the sign-in began; each sign-in can be used once."""

    issuer: str
    subject: str
    email: str
    email_verified: bool
    name: str
    groups: frozenset[str]
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class GroupRole:
    """The role in a team that members of a provider's group get at their first sign-in."""

    group: str
    team: int
    role: Role


def enter_from_outside(
    doors: Doors, outside: OutsidePerson, group_roles: Iterable[GroupRole], visit: Visit
) -> tuple[int, str]:
    """Sign in the person. Returns the person and the id of a new session. Raises the refusals above, SameName."""
    with doors.reading() as conn:
        first = identities.find_identity(conn, outside.issuer, outside.subject) is None
    person = _first_entry(doors, outside, group_roles) if first else None
    person, session, known = in_transaction(doors, _enter, outside=outside, person=person, visit=visit, now=utc_now())
    security_log.note("sign-in", person=person, browser="known" if known else "new", by="provider", first=first)
    return person, session


def enter_by_address(doors: Doors, address: str, visit: Visit) -> tuple[int, str]:
    """Sign in the person that a trusted proxy names. Returns the person and the id of a new session. Raises NoAccountYet."""
    person, session, known = in_transaction(doors, _enter_by_address, address=address, visit=visit, now=utc_now())
    security_log.note("sign-in", person=person, browser="known" if known else "new", by="proxy")
    return person, session


def _enter_by_address(conn: Connection, address: str, visit: Visit, now: datetime) -> tuple[int, str, bool]:
    account = people.by_email(conn, address)
    if account is None or not account.active:
        raise NoAccountYet(email=address)
    known = devices.is_known(conn, account.id, visit.device_hash)
    return account.id, sessions.enter(conn, account.id, visit, now), known


def _first_entry(doors: Doors, outside: OutsidePerson, group_roles: Iterable[GroupRole]) -> int:
    """The person with the verified address, added to the teams of their groups, with a new account if they had none."""
    if not outside.email_verified:
        raise EmailNotVerified
    try:
        address = email("email", outside.email)
    except InputError:
        raise EmailNotVerified from None
    with doors.reading() as conn:
        account = people.by_email(conn, address)
        mine = members.teams_of(conn, account.id) if account else {}
    if account is not None and not account.active:
        raise NoAccountYet(email=address)
    roles = [one for one in group_roles if one.group in outside.groups and one.team not in mine]
    who: int | NewAccount = account.id if account else NewAccount(_name(outside, address), address, None)
    for one in _highest(roles):
        try:
            done = run(doors, enrol, Actor(one.team, None), who=who, role=one.role)
        except (NotFound, TeamArchived, AlreadyMember):
            security_log.note("group-without-team", team=one.team)
            continue
        who = int(done.result["person"])
    if isinstance(who, NewAccount):
        raise NoAccountYet(email=address)
    return who


def _enter(
    conn: Connection, outside: OutsidePerson, person: int | None, visit: Visit, now: datetime
) -> tuple[int, str, bool]:
    if person is not None:
        identities.lock_person(conn, person)
    known_as = identities.find_identity(conn, outside.issuer, outside.subject)
    if known_as is not None:
        if not identities.use(conn, outside.issuer, outside.subject, outside.begun_at):
            raise SignInExpired
        person = known_as
    elif person is None or identities.has_another(conn, outside.issuer, person):
        raise OtherSubject
    else:
        identities.add_identity(conn, outside.issuer, outside.subject, person, outside.begun_at, now)
    account = people.by_id(conn, person)
    if account is None or not account.active:
        raise NoAccountYet(email=outside.email)
    known = devices.is_known(conn, person, visit.device_hash)
    return person, sessions.enter(conn, person, visit, now), known


def _highest(roles: Iterable[GroupRole]) -> Iterable[GroupRole]:
    """One role for each team: the highest of all groups."""
    best: dict[int, GroupRole] = {}
    ranks = list(Role)
    for one in roles:
        if one.team not in best or ranks.index(one.role) > ranks.index(best[one.team].role):
            best[one.team] = one
    return [best[team] for team in sorted(best)]


def _name(outside: OutsidePerson, address: str) -> str:
    try:
        return inputs.line("name", outside.name[: inputs.NAME], inputs.NAME)
    except InputError:
        return address.partition("@")[0][: inputs.NAME]
