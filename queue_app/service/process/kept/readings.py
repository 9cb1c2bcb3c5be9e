"""Data that the pages of a team share: read once per state of the team, for all viewers.

After a change a dozen open pages reload at once. The first request reads; the others use its result.
"""

from typing import cast

from flask import Flask, current_app

from queue_app.service.process.kept.kept_once import KeptOnce

KEPT = 24
"""The number of kept readings. One with a hundred rows takes about 200 KB."""


def share_readings(app: Flask) -> None:
    """Create the cache of this process."""
    app.extensions["readings"] = KeptOnce(KEPT)


def readings() -> KeptOnce:
    """The cache of the running application."""
    return cast(KeptOnce, current_app.extensions["readings"])
