"""Helpers of commands: find a team or person by its argument, and print refusals."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click
from flask import current_app
from sqlalchemy.exc import DatabaseError

from queue_app.domain.errors import InputError, NotFound, UserError
from queue_app.domain.inputs import LARGEST_NUMBER
from queue_app.service.process.database import doors
from queue_app.store.db import migrate, version
from queue_app.store.db.encoding import WrongEncoding
from queue_app.store.db.silence import DatabaseBusy
from queue_app.store.sign_in import people
from queue_app.store.sign_in.people import Account
from queue_app.store.team import teams
from queue_app.usecases.sign_in.addresses import email as email_rule

Command = TypeVar("Command", bound=Callable[..., Any])
_NOT_IN = "This person is not in this team. Add them: `topmost person role EMAIL --team TEAM --role ROLE`."


def team_number(named: str) -> int:
    """The number of the team: digits are a number, other text is a name. The error for an ambiguous name lists the numbers."""
    with doors().reading() as conn:
        if named.isascii() and named.isdecimal():
            matches = [int(named)] if int(named) <= LARGEST_NUMBER and teams.exists(conn, int(named)) else []
        else:
            matches = teams.named(conn, named)
    if not matches:
        raise click.UsageError(f"There is no team {named!r}.")
    if len(matches) > 1:
        numbers = ", ".join(str(number) for number in matches)
        raise click.UsageError(f"{len(matches)} teams have the name {named!r}. Use the number: {numbers}.")
    return matches[0]


def team_name(number: int) -> str:
    """The name of the team with this number."""
    with doors().reading() as conn:
        return teams.of_number(conn, number).name


def person(email: str) -> Account:
    """The account with this address."""
    with doors().reading() as conn:
        account = people.by_email(conn, email)
    if account is None:
        raise click.UsageError(f"There is no account {email!r}.")
    return account


def clean_email(raw: str) -> str:
    """The address in the form in which it is stored."""
    return email_rule("email", raw)


def with_refusals(command: Command) -> Command:
    """Wrap a command so that it prints refusals as sentences instead of tracebacks.

    The wrapped command creates the tables of an empty database, as the server does, and refuses a database of another version.
    """

    @wraps(command)
    def wrapped(*arguments: Any, **options: Any) -> Any:
        try:
            _ready()
            return command(*arguments, **options)
        except InputError as wrong:
            raise click.UsageError(f"{wrong.field}: {wrong}") from None
        except NotFound:
            # The team and the account exist, but the membership does not.
            raise click.ClickException(_NOT_IN) from None
        except (UserError, version.OtherSchema, migrate.NotUpgraded, WrongEncoding) as refused:
            raise click.ClickException(str(refused)) from None
        except DatabaseError as away:
            if migrate.is_away(away):
                raise click.ClickException(str(migrate.DatabaseAway(away))) from None
            raise
        except DatabaseBusy:
            raise click.ClickException("The database is busy. Nothing was changed; try again.") from None

    return wrapped  # type: ignore[return-value]


def _ready() -> None:
    with doors().reading() as conn:
        empty = version.current(conn) is None
        if not empty:
            version.refuse_other(conn)
    if empty:
        migrate.upgrade(current_app.config["DATABASE_URL"])


TEAM = click.option("--team", "named", required=True, metavar="NAME|NUMBER", help="Name or number of the team.")
