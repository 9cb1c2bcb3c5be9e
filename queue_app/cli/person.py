"""`topmost person`: create accounts, reset passwords, change roles, forget a person."""

import os
import sys

import click
from flask.cli import AppGroup

from queue_app.cli.arguments import TEAM, clean_email, person, team_name, team_number, with_refusals
from queue_app.domain import inputs
from queue_app.domain.errors import NotFound
from queue_app.domain.refusals import EmailTaken
from queue_app.domain.team.rights import Role
from queue_app.service.http.hosts import address_for_people
from queue_app.service.process.database import doors
from queue_app.service.process.passwords import passwords
from queue_app.store.team import members
from queue_app.usecases.sign_in import security_log
from queue_app.usecases.sign_in.forget import forget as forget_person
from queue_app.usecases.sign_in.links import reset_link
from queue_app.usecases.sign_in.password_rule import new_password
from queue_app.usecases.sign_in.second_step import lost_phone as take_second_step
from queue_app.usecases.team.joining import NewAccount, enrol
from queue_app.usecases.team.members import remove, set_role
from queue_app.usecases.transaction import in_transaction, run, utc_now
from queue_app.usecases.tx import Actor

ROLES = [role.value for role in Role]
people = AppGroup("person", help="Accounts and roles.")


@people.command("create")
@click.argument("email")
@click.option("--name", required=True)
@TEAM
@click.option("--role", required=True, type=click.Choice(ROLES))
@with_refusals
def create(email: str, name: str, named: str, role: str) -> None:
    """Make an account in a team. TOPMOST_PASSWORD sets the password; otherwise the command asks for it."""
    address, clean = clean_email(email), inputs.line("name", name, inputs.NAME)
    actor = Actor(team_number(named), None)
    typed = new_password("password", _ask_password(), [address, clean, team_name(actor.team)])
    account = NewAccount(clean, address, passwords().hash(typed))
    try:
        run(doors(), enrol, actor, who=account, role=Role(role))
    except EmailTaken:
        raise click.ClickException(
            f"The account {address} already exists. Add it to a team with `person role`."
        ) from None
    click.echo(f"{clean} can sign in as {address}.")


@people.command("role")
@click.argument("email")
@TEAM
@click.option("--role", required=True, type=click.Choice([*ROLES, "none"]))
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_refusals
def role(email: str, named: str, role: str, yes: bool) -> None:
    """Give somebody a role in a team. `none` removes them from the team. Shows whom it means, and asks."""
    account, actor = person(email), Actor(team_number(named), None)
    who, now = account.id, _role_in(actor.team, account.id)
    if role == "none" and now is None:
        raise NotFound
    means = f"{account.name} ({account.email}) in {team_name(actor.team)} (team {actor.team})"
    if not yes:
        click.confirm(f"{means}: {now or 'not in the team'} now, {role} then. Change it?", abort=True, err=True)
    if role == "none":
        run(doors(), remove, actor, person=who)
    elif now is not None:
        run(doors(), set_role, actor, person=who, role=Role(role))
    else:
        run(doors(), enrol, actor, who=who, role=Role(role))


@people.command("reset")
@click.argument("email")
@with_refusals
def reset(email: str) -> None:
    """Print a link to set a new password. It works once, for 60 minutes."""
    secret = in_transaction(doors(), reset_link, person=person(email).id, now=utc_now())
    click.echo(f"{address_for_people()}/new-password/{secret}")


@people.command("lost-phone")
@click.argument("email")
@with_refusals
def lost_phone(email: str) -> None:
    """Take the second step of somebody away who has neither phone nor recovery codes. Ends their sessions."""
    account = person(email)
    in_transaction(doors(), take_second_step, person=account.id)
    security_log.note("second-step-taken-away", person=account.id)
    click.echo(f"{account.name} signs in with the password alone now.")


@people.command("forget")
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_refusals
def forget(email: str, yes: bool) -> None:
    """Remove somebody from all teams and delete the account with all its data. You cannot undo this."""
    account = person(email)
    if not yes:
        click.confirm(f"Delete {account.name} ({account.email}) for ever?", abort=True)
    forget_person(doors(), account.id)


def _role_in(team: int, who: int) -> Role | None:
    with doors().reading() as conn:
        return members.role_of(conn, team, who)


def _ask_password() -> str:
    from_environment = os.environ.get("TOPMOST_PASSWORD")
    if from_environment is not None:
        return from_environment
    if not sys.stdin.isatty():
        raise click.UsageError("Set TOPMOST_PASSWORD, or run this command in a terminal.")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return typed
