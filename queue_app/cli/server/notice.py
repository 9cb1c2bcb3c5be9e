"""`topmost notice`: a banner on every page until a time."""

from datetime import UTC, datetime, timedelta

import click
from flask.cli import with_appcontext

from queue_app.cli.arguments import with_refusals
from queue_app.domain import inputs
from queue_app.service.process.database import doors
from queue_app.store.notices import LONGEST, Notice, read_notice, replace_notice
from queue_app.usecases.transaction import in_transaction, utc_now


@click.command("notice")
@click.argument("words", required=False)
@click.option(
    "--until", metavar="TIME", help="18:10, 2026-11-30T18:10 or with a zone, +01:00. Without one it is this machine's."
)
@click.option("--end", "ending", is_flag=True, help="Take it away now.")
@with_appcontext
@with_refusals
def notice(words: str | None, until: str | None, ending: bool) -> None:
    """Show WORDS on every page until a time. Without WORDS print what is shown."""
    if ending:
        in_transaction(doors(), replace_notice, notice=None)
        click.echo("The notice is gone.")
    elif words is None:
        click.echo(_shown())
    elif until is None:
        raise click.UsageError("Say until when: --until 18:10.")
    else:
        new = Notice(inputs.line("words", words, LONGEST), _moment(until, utc_now()))
        in_transaction(doors(), replace_notice, notice=new)
        click.echo(f"Every page shows it within some seconds, until {new.until:%Y-%m-%d %H:%M} UTC.")


def _shown() -> str:
    with doors().reading() as conn:
        kept = read_notice(conn)
    if kept is None or kept.until <= utc_now():
        return "No notice is shown."
    return f"{kept.words}\nuntil {kept.until:%Y-%m-%d %H:%M} UTC"


def _moment(typed: str, now: datetime) -> datetime:
    """The moment typed; a time of day means its next occurrence. Raises UsageError for an invalid or past time."""
    try:
        if "-" not in typed:
            moment = datetime.combine(now.astimezone().date(), datetime.strptime(typed, "%H:%M").time()).astimezone(UTC)  # noqa: DTZ007
            return moment if moment > now else moment + timedelta(days=1)
        moment = datetime.fromisoformat(typed).astimezone(UTC)
    except (ValueError, OverflowError):
        raise click.UsageError(f"{typed!r} is no time. Say 18:10 or 2026-11-30T18:10.") from None
    if moment <= now:
        raise click.UsageError(f"{typed} is over. Say a time that comes.")
    return moment
