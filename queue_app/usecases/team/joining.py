"""Joining a team: by an invitation from a manager, for one person or several, or from the command line.

An invitation stops working when its author no longer manages the team.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from queue_app.domain import inputs
from queue_app.domain.errors import N_, InputError, NotFound
from queue_app.domain.folding import compared
from queue_app.domain.refusals import AlreadyMember, LinkUsedUp, OtherAddress, SameName
from queue_app.domain.team.rights import ROLE_LABELS, Right, Role
from queue_app.store.sign_in import links, people
from queue_app.store.sign_in.address_fold import folded
from queue_app.store.team import members
from queue_app.usecases import fields
from queue_app.usecases.action import Action, Values, renamed
from queue_app.usecases.mail import letters
from queue_app.usecases.sign_in.addresses import email as email_rule
from queue_app.usecases.team.members import record
from queue_app.usecases.tx import Result, Tx, write

INVITATION_DAYS = 7
INVITATION_LASTS = timedelta(days=INVITATION_DAYS)
MOST_INVITED = 50
"""Also a CHECK."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A person without an account. `password_hash` None: no sign-in until a reset link sets a password."""

    name: str
    email: str
    password_hash: str | None


@write(Right.MANAGE)
def invite(
    tx: Tx, *, link: str, role: Role, email: str | None = None, several: int = 1, nonce: str = "", locale: str = "en"
) -> Result:
    """Store an invitation for `several` people, valid for 7 days. `link`: the hash of its secret. With a `nonce`, it is also sent
    to the address."""
    about = {"team_id": tx.team.id, "role": role.value, "email": email, "made_by": tx.by, "people": several}
    links.make(tx.conn, link, "invitation", tx.at, tx.at + INVITATION_LASTS, **about)
    if nonce and email:
        host = people.by_id(tx.conn, tx.by) if tx.by else None
        words = letters.Invited(tx.team.name, role, host.name if host else "", nonce)
        letters.invitation(tx.conn, email, words, locale, tx.at, INVITATION_LASTS)
    tx.record("membership", invited=role)
    return {"role": role.value}


@write(Right.MANAGE)
def withdraw(tx: Tx, *, link: str) -> Result:
    """Withdraw an invitation. Raises NotFound."""
    if not links.end_invitation(tx.conn, tx.team.id, link, tx.at):
        raise NotFound
    tx.record("membership", withdrawn=True)
    return {}


@write(Right.MANAGE)
def accept(tx: Tx, *, link: str, role: Role, who: int | NewAccount) -> Result:
    """Accept an invitation: the person, or a new account, joins the team. The actor is the author of the invitation.

    Raises LinkUsedUp, OtherAddress, EmailTaken, SameName, AlreadyMember.
    """
    invited = links.find_link(tx.conn, link, "invitation", tx.at)
    if invited is None or not links.use(tx.conn, link, "invitation", tx.at):
        raise LinkUsedUp
    account = who if isinstance(who, NewAccount) else people.by_id(tx.conn, who)
    if invited.email and (account is None or folded(account.email) != folded(invited.email)):
        raise OtherAddress(email=invited.email)
    return _in(tx, who, role)


@write(Right.MANAGE)
def enrol(tx: Tx, *, who: int | NewAccount, role: Role) -> Result:
    """Add a person, or a new account, to the team. Raises EmailTaken, SameName, AlreadyMember."""
    return _in(tx, who, role)


def refuse_same_name(conn: Connection, team: int, name: str, person: int | None = None) -> None:
    """Check a name. Raises SameName if another person in the team has it, however it is spelled. The team must be locked."""
    names = members.names(conn, team)
    if any(one != person and compared(taken) == compared(name) for one, taken in names.items()):
        raise SameName(name=name)


def _in(tx: Tx, who: int | NewAccount, role: Role) -> Result:
    account = who if isinstance(who, NewAccount) else people.by_id(tx.conn, who)
    if account is None:
        raise NotFound
    if isinstance(who, int) and members.role_of(tx.conn, tx.team.id, who) is not None:
        raise AlreadyMember
    if isinstance(who, NewAccount):
        who = people.create(tx.conn, who.name, who.email, who.password_hash, tx.at)
    refuse_same_name(tx.conn, tx.team.id, account.name)
    members.add(tx.conn, tx.team.id, who, role, tx.at)
    record(tx, who, None, role)
    return {"person": who, "role": role.value}


def _invitation(values: Values) -> Values:
    address, several = values["email"], values["people"] or 1
    if address and several > 1:
        raise InputError("people", N_("A link for one address lets in one person. Leave out the address, or choose 1."))
    return {
        "role": Role(values["role"]),
        "email": email_rule("email", address) if address else None,
        "several": several,
    }


INVITE = Action(
    "invite",
    invite,
    "team",
    N_("Invite somebody with a link"),
    (
        fields.line(
            "email", inputs.EMAIL, N_("E-mail (optional)"), type="email", hint=N_("Only this address can join then.")
        ),
        fields.choice("role", ROLE_LABELS, N_("Role"), required=True),
        fields.number("people", N_("For how many people"), 1, MOST_INVITED),
    ),
    _invitation,
)
WITHDRAW = Action(
    "withdraw-invitation",
    withdraw,
    "team",
    N_("Withdraw an invitation"),
    (fields.line("invitation", 64, required=True),),
    renamed(invitation="link"),
)
