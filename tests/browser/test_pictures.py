"""Pages look like the accepted pictures. `make shots ARGS=--accept` accepts their current look."""

import pytest
from playwright.sync_api import Browser

from tests.browser.pictures import ACCEPTED, FONT, FOUND, LOOKS, Camera
from tests.browser.stage import Stage


def test_pages_look_as_they_were_accepted(browser: Browser, stage: Stage, base_url: str):
    camera = Camera(browser, base_url)
    if not camera.has_font():
        pytest.skip(f"no {FONT}. Debian: apt-get install fonts-dejavu-core.")
    differ = {}
    for look in LOOKS:
        found = camera.compare((ACCEPTED / look.file).read_bytes(), camera.take(look))
        if found.squares or not found.same_size:
            FOUND.mkdir(parents=True, exist_ok=True)
            (FOUND / look.file).write_bytes(found.picture)
            differ[look.file] = f"{found.squares} squares"
    assert differ == {}, f"Look at {FOUND}. Is it right? make shots ARGS=--accept"


def test_accepted_pictures_are_few_and_small():
    files = list(ACCEPTED.iterdir())
    assert {file.name for file in files} == {look.file for look in LOOKS}
    assert sum(file.stat().st_size for file in files) < 1_000_000


def test_what_stands_a_little_lower_is_seen(browser: Browser, stage: Stage, base_url: str):
    camera = Camera(browser, base_url)
    moved = camera.take(LOOKS[0], ".btn { translate: 0 4px; }")
    assert camera.compare((ACCEPTED / LOOKS[0].file).read_bytes(), moved).squares
