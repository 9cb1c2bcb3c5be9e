"""The installed app: its manifest, its icons and where it opens, also below a path."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from queue_app.web.html.manifest import PAPER
from tests.http.every_route.test_sub_path import BELOW, HOST, below  # noqa: F401
from tests.http.site import Browser

TOKENS = Path(__file__).parents[3] / "queue_app/static/css/tokens.css"


@pytest.mark.parametrize("place", ["", BELOW])
def test_the_manifest_and_every_icon_can_be_read(place: str, request: pytest.FixtureRequest) -> None:
    app: Flask = request.getfixturevalue("below" if place else "application")
    client = app.test_client()
    answer = client.get(f"{place}/manifest.webmanifest", **HOST)
    assert (answer.status_code, answer.mimetype) == (200, "application/manifest+json")
    manifest = answer.get_json(force=True)
    assert (manifest["start_url"], manifest["scope"]) == (f"{place}/start", f"{place}/")
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        assert icon["src"].startswith(f"{place}/assets/")
        got = client.get(icon["src"], **HOST)
        assert (got.status_code, got.mimetype) == (200, icon["type"])
        if icon["type"] == "image/png":
            assert icon["sizes"] == "{}x{}".format(*Image.open(BytesIO(got.data)).size)
    page = client.get(f"{place}/sign-in", **HOST).text
    assert f'<link rel="manifest" href="{place}/manifest.webmanifest">' in page
    apple = re.search('rel="apple-touch-icon" href="([^"]+)"', page)
    assert apple is not None
    image = Image.open(BytesIO(client.get(apple[1], **HOST).data))
    assert (image.size, image.mode) == ((180, 180), "RGB")  # Where it were clear, a phone would make it black.
    assert "manifest-src 'self'" in answer.headers["Content-Security-Policy"]


def test_it_opens_the_queue_of_the_only_team_and_asks_who_comes(site, cast) -> None:
    assert site.browser(cast.alice).get("/start").location == f"/teams/{cast.team}"
    assert site.browser().get("/start").status_code in (302, 303, 401)


def test_the_colour_around_the_page_is_that_of_its_ground(site, cast) -> None:
    assert f"--paper: light-dark({PAPER['light']}, {PAPER['dark']})" in TOKENS.read_text()
    browser: Browser = site.browser(cast.alice)
    assert f'content="{PAPER["dark"]}" media="(prefers-color-scheme: dark)"' in browser.get("/").text
    browser.post("/account/display", {"theme": "dark"})
    assert re.findall('name="theme-color" content="([^"]+)"', browser.get("/").text) == [PAPER["dark"]]
