"""`topmost mail`: test the mail server, and send letters again that were given up."""

import click
from flask import current_app
from flask.cli import AppGroup

from queue_app.cli.arguments import clean_email, with_refusals
from queue_app.service.mail.mail_server import mail_server
from queue_app.service.mail.message import addressed
from queue_app.service.process.database import doors
from queue_app.service.process.mailing import deliver_now
from queue_app.store.mail import outbox
from queue_app.usecases.mail.delivery import NotDelivered
from queue_app.usecases.transaction import in_transaction, utc_now

mail = AppGroup("mail", help="Letters to people.")


@mail.command("test")
@click.argument("email")
@with_refusals
def test(email: str) -> None:
    """Send a short letter now, and say what the mail server says."""
    server, address = mail_server(current_app.config), clean_email(email)
    if server is None:
        raise click.ClickException("SMTP_URL is not set. Set it to an address such as smtps://user:password@host.")
    try:
        server.send(addressed(address, "Topmost can send mail", ["This letter tries the mail server. It works."]))
    except NotDelivered as failure:
        raise click.ClickException(f"Not sent: {failure}.") from None
    click.echo(f"Sent to {address} by {server.host}:{server.port}.")


@mail.command("retry")
@with_refusals
def retry() -> None:
    """Send the letters again that were given up, unless they come too late."""
    again = in_transaction(doors(), outbox.retry_all, now=utc_now())
    done = deliver_now()
    click.echo(f"{again} tried again. {done.sent} sent, {done.put_off} put off, {done.given_up} given up.")
