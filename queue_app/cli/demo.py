"""`topmost demo`: fill an empty installation with the example team."""

import secrets

import click
from flask.cli import with_appcontext

from queue_app.cli.arguments import with_refusals
from queue_app.domain.refusals import NotEmpty
from queue_app.service.example import words
from queue_app.service.example.play import play
from queue_app.service.process.database import doors
from queue_app.service.process.passwords import passwords
from queue_app.store.sign_in import people
from queue_app.usecases.transaction import in_transaction, utc_now

EMAIL = "ruth@example.org"


@click.command("demo")
@with_appcontext
@click.option("--time-zone", default="UTC", show_default=True, metavar="ZONE", help="Such as Europe/Vienna.")
@with_refusals
def demo(time_zone: str) -> None:
    """Fill an empty installation with an example team and half a year of work. Refused if there is any account."""
    with doors().reading() as conn:
        if people.any_account(conn):
            raise NotEmpty
    password = secrets.token_urlsafe(12)
    password_hash = passwords().hash(password)
    now = utc_now()
    ruth = in_transaction(
        doors(), people.create, name=words.PEOPLE[0], email=EMAIL, password_hash=password_hash, at=now
    )
    team = play(doors(), ruth, time_zone, now, _show_week)
    click.echo(err=True)
    click.echo(f"The example team is at /teams/{team}.\nSign in as {EMAIL} with the password {password}")


def _show_week(done: int, weeks: int) -> None:
    click.echo(f"\rWeek {done} of {weeks}", err=True, nl=False)
