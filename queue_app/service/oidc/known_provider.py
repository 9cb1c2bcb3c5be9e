"""The identity provider of the running application. Authlib is imported only if one is set."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Flask, current_app

from queue_app.service.oidc.settings_of_provider import read_provider

if TYPE_CHECKING:
    from queue_app.service.oidc.provider import Provider


def know_provider(app: Flask) -> None:
    """Keep the provider of the settings."""
    names = ("OIDC_DISCOVERY", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_GROUPS")
    settings = read_provider(*(app.config[name] for name in names))
    app.extensions["oidc"] = None
    if settings:
        from queue_app.service.oidc.provider import Provider

        app.extensions["oidc"] = Provider(settings)


def provider() -> Provider | None:
    """The provider of the running application; None if none is set."""
    return cast("Provider | None", current_app.extensions["oidc"])
