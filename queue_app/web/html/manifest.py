"""The web app manifest, with which browsers can install Topmost. There is no service worker, so nothing works without the
server: an open page shows its last state and says that it is not connected.
"""

from flask import Blueprint, Response, json, url_for

from queue_app.service.http.access import anybody
from queue_app.service.http.language import gettext, language
from queue_app.web.html.assets import Assets

PAPER = {"light": "#f6f4ee", "dark": "#131412"}
"""The background of the pages, as in static/css/tokens.css."""
_ICONS = (
    ("logo.svg", "any", "image/svg+xml", "any"),
    ("icons/icon-192.png", "192x192", "image/png", "any"),
    ("icons/icon-512.png", "512x512", "image/png", "any"),
    ("icons/maskable-512.png", "512x512", "image/png", "maskable"),
)
"""(asset, sizes, media type, purpose)."""


def manifest_blueprint(assets: Assets) -> Blueprint:
    """Serves `/manifest.webmanifest`, the same for everybody, since browsers request it without a cookie."""
    blueprint = Blueprint("manifest", __name__)

    @blueprint.get("/manifest.webmanifest")
    @anybody
    def show() -> Response:
        """The manifest. The app opens the queue of a person's team."""
        home = url_for("home.show")
        icons = [
            {
                "src": url_for("assets.file", digest=assets.digest, name=name),
                "sizes": sizes,
                "type": media_type,
                "purpose": purpose,
            }
            for name, sizes, media_type, purpose in _ICONS
        ]
        document = {
            "id": home,
            "name": "Topmost",
            "short_name": "Topmost",
            "description": gettext("One team, one queue, one order"),
            "lang": language(),
            "start_url": url_for("home.start"),
            "scope": home,
            "display": "standalone",
            "theme_color": PAPER["light"],
            "background_color": PAPER["light"],
            "icons": icons,
        }
        return Response(json.dumps(document), mimetype="application/manifest+json")

    return blueprint
