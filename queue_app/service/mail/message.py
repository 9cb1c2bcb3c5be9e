"""Turns a letter into an e-mail in the recipient's language. It is plain text, so it loads nothing."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urlsplit

from babel.dates import format_datetime
from flask import current_app

from queue_app.domain.errors import N_
from queue_app.domain.team.rights import Role
from queue_app.service.http.client import browser_words
from queue_app.service.http.hosts import address_for_people
from queue_app.service.http.language import gettext, in_language, locale
from queue_app.service.mail.link_secret import NewAddress, address_secret, link_secret
from queue_app.service.mail.mail_server import sender
from queue_app.store.mail.outbox import Letter
from queue_app.store.sign_in.address_fold import ascii_name

_AS = {
    Role.OBSERVER: N_("You are invited to %(team)s on Topmost as an observer."),
    Role.MEMBER: N_("You are invited to %(team)s on Topmost as a member."),
    Role.MANAGER: N_("You are invited to %(team)s on Topmost as a manager."),
}


def message_of(letter: Letter) -> EmailMessage:
    """The message that a mail server takes."""
    with in_language(letter.locale):
        subject, paragraphs = _WORDS[letter.kind](letter)
    host = urlsplit(address_for_people()).hostname or "localhost"
    message = addressed(letter.address, subject, paragraphs)
    message["Message-ID"] = f"<{letter.kind}.{letter.id}.{letter.made_at:%Y%m%d%H%M%S%f}@{ascii_name(host)}>"
    return message


def addressed(to: str, subject: str, paragraphs: list[str]) -> EmailMessage:
    """A message from this server."""
    message = EmailMessage(policy=SMTP)
    name, own = sender(current_app.config["MAIL_FROM"])
    message["From"] = _address(own, name)
    message["To"] = _address(to)
    message["Subject"] = subject
    message["Date"] = datetime.now(UTC)
    message["Auto-Submitted"] = "auto-generated"  # So that no out-of-office reply comes back.
    message.set_content("\n\n".join(paragraphs) + "\n", charset="utf-8")
    return message


def _invitation(letter: Letter) -> tuple[str, list[str]]:
    about = letter.about
    words = [gettext(_AS[Role(about["role"])]) % {"team": about["team"]}]
    if about["by"]:
        words.append(gettext("%(name)s invites you.") % {"name": about["by"]})
    return gettext("Invitation to %(team)s") % {"team": about["team"]}, [
        " ".join(words),
        gettext("Open this link to join. It works once, within 7 days."),
        f"{address_for_people()}/join/{link_secret(about['nonce'])}",
        gettext("You do not know the team? Then do nothing."),
    ]


def _reset(letter: Letter) -> tuple[str, list[str]]:
    return gettext("A new password for Topmost"), [
        gettext("Somebody asked for a new password for this address."),
        gettext("Was it you? Open this link. It works once, within 60 minutes."),
        f"{address_for_people()}/new-password/{link_secret(letter.about['nonce'])}",
        gettext("Was it not you? Then do nothing. Your password stays as it is."),
    ]


def _new_browser(letter: Letter) -> tuple[str, list[str]]:
    about = letter.about
    at = datetime.fromisoformat(about["at"]).astimezone(UTC)
    when = f"{format_datetime(at, 'medium', locale=locale())} UTC"
    return gettext("New sign-in to Topmost"), [
        gettext("Hello %(name)s,") % {"name": about["name"]},
        gettext("somebody signed in to your account from a browser that you did not use before."),
        f"{browser_words(about['client']) or gettext('unknown browser')}, {when}",
        gettext("Was it you? Then do nothing."),
        gettext("Was it not you? Change your password. It ends all other sessions."),
        f"{address_for_people()}/account",
    ]


def _new_address(letter: Letter) -> tuple[str, list[str]]:
    about = letter.about
    link = address_secret(NewAddress(about["person"], about["before"], letter.address, about["proof"]))
    return gettext("Your new address for Topmost"), [
        gettext("Hello %(name)s,") % {"name": about["name"]},
        gettext("you want to use this address for your account."),
        gettext("Open this link in the browser where you are signed in. It works for 60 minutes."),
        f"{address_for_people()}/account/new-address/{link}",
        gettext("Was it not you? Then do nothing."),
    ]


def _old_address(letter: Letter) -> tuple[str, list[str]]:
    return gettext("Your account on Topmost has another address"), [
        gettext("Hello %(name)s,") % {"name": letter.about["name"]},
        gettext("your account now has another address. This one no longer signs you in."),
        gettext("Was it you? Then do nothing."),
        gettext("Was it not you? Tell the operator of Topmost at once."),
    ]


_WORDS: Mapping[str, Callable[[Letter], tuple[str, list[str]]]] = {
    "invitation": _invitation,
    "reset": _reset,
    "new_browser": _new_browser,
    "new_address": _new_address,
    "old_address": _old_address,
}


def _address(address: str, name: str = "") -> Address:
    local, _, domain = address.rpartition("@")
    return Address(name, local, ascii_name(domain))
