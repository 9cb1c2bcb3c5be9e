"""The operator's notice. A thread reads it every few seconds, so that no request has to."""

import threading
from datetime import datetime
from typing import cast

from flask import Flask, current_app, has_app_context
from sqlalchemy.exc import SQLAlchemyError

from queue_app.service.process.stopping import stopping
from queue_app.store.db.engine import Doors
from queue_app.store.db.silence import DatabaseBusy
from queue_app.store.notices import Notice, read_notice
from queue_app.usecases.transaction import utc_now

EVERY_SECONDS = 5.0


class Notices:
    """The notice that is shown now."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._notice: Notice | None = None
        self._starting = threading.Lock()

    def words(self, now: datetime) -> str:
        """The text to show; "" if there is none."""
        return self._notice.words if self._notice and now < self._notice.until else ""

    def look(self) -> None:
        """Read it again. If the database does not answer, the text stays."""
        doors: Doors = self._app.extensions["doors"]
        try:
            with doors.reading() as conn:
                self._notice = read_notice(conn)
        except (SQLAlchemyError, DatabaseBusy):
            pass

    def start(self) -> None:
        """Start the thread; later calls do nothing."""
        if self._starting.acquire(blocking=False):
            threading.Thread(target=self._run, name="notice", daemon=True).start()

    def _run(self) -> None:
        self.look()
        while not stopping.wait(EVERY_SECONDS):
            self.look()


def show_notices(app: Flask) -> None:
    """Set up the notice of this process. Its thread starts with the first request, since a thread does not survive a fork."""
    notices = Notices(app)
    app.extensions["notices"] = notices
    if not app.testing:
        app.before_request(notices.start)


def notice_words() -> str:
    """The notice that every page shows now; "" if there is none."""
    if not has_app_context():
        return ""
    return cast(Notices, current_app.extensions["notices"]).words(utc_now())
