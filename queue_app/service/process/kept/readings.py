"""What the pages of a team read and show to all: read once at each state of a team, and shared by all who look at it.

After a change a dozen open pages ask at once. The first one reads; the others take what it has read.
"""

from typing import cast

from flask import Flask, current_app

from queue_app.service.process.kept.kept_once import KeptOnce

KEPT = 24
"""Readings: one of a hundred rows has about 200 KB."""


def share_readings(app: Flask) -> None:
    """Make the readings of this process."""
    app.extensions["readings"] = KeptOnce(KEPT)


def readings() -> KeptOnce:
    """Those of the running application."""
    return cast(KeptOnce, current_app.extensions["readings"])
