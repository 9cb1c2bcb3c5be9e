"""`topmost oidc check`: says what is wrong with the identity provider, and what to do."""

import sys
from collections.abc import Iterator

import click
from flask import current_app
from flask.cli import AppGroup

from queue_app.cli.arguments import with_refusals
from queue_app.service.http.hosts import address_for_people
from queue_app.service.oidc.claims import ProviderAway
from queue_app.service.oidc.known_provider import provider
from queue_app.service.oidc.provider import ALGORITHMS, Provider
from queue_app.service.oidc.ways_in import passwords_open
from queue_app.service.process.database import doors
from queue_app.store.team import teams

oidc = AppGroup("oidc", help="Sign-in with OpenID Connect.")


@oidc.command("check")
@with_refusals
def check() -> None:
    """Ask the provider, without signing in. Faults go to standard error (exit code 1)."""
    known = provider()
    if known is None:
        raise click.ClickException("Set OIDC_DISCOVERY, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.")
    back = f"{address_for_people()}/oidc/back"
    click.echo(f"Provider: {known.settings.issuer}. It must know this address to come back to: {back}")
    try:
        faults = [*_faults(known, back)]
    except ProviderAway as away:
        faults = [f"The provider cannot be used: {away}."]
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        sys.exit(1)
    click.echo(f"The provider answers, and knows the client. {_passwords()}")


def _faults(known: Provider, back: str) -> Iterator[str]:
    about = known.about(afresh=True)
    signs = about.get("id_token_signing_alg_values_supported") or ["RS256"]
    if not set(signs) & set(ALGORITHMS):
        yield f"It signs with {', '.join(map(str, signs))}. Topmost takes {', '.join(ALGORITHMS)}."
    if not known.keys().keys:
        yield "It has no keys."
    if "code" not in (about.get("response_types_supported") or ["code"]):
        yield "It does not give codes (response type code). Choose another kind of client there."
    if wrong := known.try_client(back):
        yield f"It refuses the client: {wrong}. Look at OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and the address to come back to."
    with doors().reading() as conn:
        present = {team.id for team in teams.in_use(conn)}
    for one in known.settings.groups:
        if one.team not in present:
            yield f"OIDC_GROUPS names team {one.team}, which is not in use."


def _passwords() -> str:
    if current_app.config["PASSWORD_SIGN_IN"]:
        return "Passwords work too."
    if passwords_open():
        return "Passwords stay open until a manager has signed in with the provider."
    return "Passwords are switched off."
