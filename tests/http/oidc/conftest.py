"""The application with an identity provider."""

from collections.abc import Callable, Iterator

import pytest

from queue_app.service.oidc.known_provider import know_provider
from queue_app.service.oidc.settings_of_provider import WELL_KNOWN
from tests.http.oidc.liar import CLIENT, SECRET, Liar, lying


@pytest.fixture(scope="module")
def _liar() -> Iterator[Liar]:
    with lying() as made:
        yield made


@pytest.fixture
def know(site, monkeypatch) -> Iterator[Callable[..., None]]:
    """A function that configures the provider of the application."""

    def set_up(issuer: str, client: str = CLIENT, secret: str = SECRET, **settings: object) -> None:
        of = {"OIDC_DISCOVERY": issuer + WELL_KNOWN, "OIDC_CLIENT_ID": client, "OIDC_CLIENT_SECRET": secret}
        for name, value in (of | settings).items():
            monkeypatch.setitem(site.app.config, name, value)
        know_provider(site.app)

    before = site.app.extensions["oidc"]
    yield set_up
    site.app.extensions["oidc"] = before


@pytest.fixture
def liar(_liar: Liar, know, site) -> Liar:
    """A provider that sends correct data until a test changes it."""
    issuer = _liar.issuer
    _liar.__init__()  # type: ignore[misc]
    _liar.issuer = issuer
    groups = f"leads={site.cast.team}:manager, developers={site.cast.team}:member, gone=999:member"
    know(issuer, OIDC_GROUPS=groups)
    return _liar
