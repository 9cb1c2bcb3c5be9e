"""Checks that the settings for mail and for signing in fit together."""

from queue_app.domain.errors import InputError
from queue_app.service.mail.mail_server import OddMailServer, parsed, sender
from queue_app.service.oidc.settings_of_provider import OddProvider, read_provider
from queue_app.service.process.configuration_error import ConfigurationError
from queue_app.service.proxy.trusted_header import OddHeader, read_header
from queue_app.usecases.sign_in.addresses import email


def operators_of(given: str) -> tuple[str, ...]:
    """The operators' e-mail addresses, from a list separated by commas."""
    try:
        return tuple(email("email", part) for part in given.split(",") if part.strip())
    except InputError:
        raise ConfigurationError(
            "TOPMOST_OPERATORS is no list of e-mail addresses. Set it to such as ann@example.org, ben@example.org."
        ) from None


def checked_sender(server: str, given: str, address: str) -> str:
    """The sender of letters: as given, else the user of the mail server. Letters contain links, so TOPMOST_URL (`address`)
    is required."""
    if not server:
        return given
    setting = "SMTP_URL"
    try:
        user = parsed(server).user
        setting = "MAIL_FROM"
        sender(given or user)
    except OddMailServer as odd:
        example = "smtps://user:password@host" if setting == "SMTP_URL" else "queue@example.org"
        raise ConfigurationError(f"{setting} cannot be used: {odd}. Set it to {example}.") from None
    if not address:
        raise ConfigurationError("SMTP_URL is set and TOPMOST_URL is not. Letters have links: set it to your address.")
    return given or user


def check_ways_in(discovery: str, client: str, secret: str, groups: str, *, passwords: bool, address: str) -> None:
    """Check that all settings of the provider are there, or none. The provider redirects people back, so TOPMOST_URL
    (`address`) is required; without a provider, passwords are."""
    try:
        known = read_provider(discovery, client, secret, groups)
    except OddProvider as odd:
        raise ConfigurationError(f"{odd.setting} {odd}.") from None
    if known is not None and not address:
        raise ConfigurationError(
            "OIDC_DISCOVERY is set and TOPMOST_URL is not. Set it to the address that people type."
        )
    if known is None and not passwords:
        raise ConfigurationError("PASSWORD_SIGN_IN is off, and nothing else lets people in. Set OIDC_DISCOVERY first.")


def check_header(name: str, sources: str, proxies: int) -> None:
    """Check that a trusted header comes with a trusted proxy."""
    try:
        read_header(name, sources)
    except OddHeader as odd:
        raise ConfigurationError(f"{odd.setting} {odd}.") from None
    if name and not proxies:
        raise ConfigurationError(
            "TRUSTED_HEADER is set and TRUSTED_PROXIES is 0. Set it to the number of your proxies."
        )
