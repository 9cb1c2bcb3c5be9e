"""The application from outside: a signed-in browser, a program with a token, and the rows in the database."""

from collections.abc import Hashable
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.test import TestResponse

from queue_app.store import tables
from queue_app.store.db.base import Base
from queue_app.usecases.sign_in import sessions, tokens
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.cast import Cast
from tests.watch import Watch

SCHEMA = tables
SEED = "the seed of every token against foreign forms"


class Browser:
    """A browser of one person, or of nobody if None. Every form contains the CSRF token that its page would have."""

    def __init__(self, app: Flask, session: str | None) -> None:
        self.client: FlaskClient = app.test_client()
        self._sign_in(app, session)

    def again(self) -> "Browser":
        """A new browser with the cookie that this one began with."""
        other = copy(self)
        other.client = self.client.application.test_client()
        path = self.client.application.config["SESSION_COOKIE_PATH"]
        other.client.set_cookie("topmost", self.cookie, path=path)
        return other

    def _sign_in(self, app: Flask, session: str | None) -> None:
        signer = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
        self.csrf = signer.dumps(SEED)
        with self.client.session_transaction() as cookie:
            cookie["csrf_token"] = SEED
            if session is not None:
                cookie["_user_id"] = session
        kept = self.client.get_cookie("topmost", path=app.config["SESSION_COOKIE_PATH"])
        self.cookie = kept.value if kept else ""

    def get(self, path: str, **further: Any) -> TestResponse:
        return self.client.get(path, **further)

    def post(self, path: str, data: dict[str, Any] | None = None, **further: Any) -> TestResponse:
        return self.client.post(path, data={"csrf_token": self.csrf} | (data or {}), **further)


@dataclass
class Site:
    """An application with a cast."""

    app: Flask
    cast: Cast

    def browser(self, person: int | None = None) -> Browser:
        return Browser(self.app, None if person is None else self.session(person))

    def session(self, person: int, now: datetime | None = None) -> str:
        """Create a session. Returns its id."""
        return in_transaction(self.cast.doors, sessions.begin, person=person, client="a test", now=now or utc_now())

    def token(self, person: int, team: int, scope: tokens.Scope = "manage", days: int = 30) -> str:
        """Create a token that was used just now, so that its next use writes no row."""
        about = {"person": person, "team": team, "name": "a test", "scope": scope, "days": days, "now": utc_now()}
        token = in_transaction(self.cast.doors, tokens.make, **about)
        tokens.authenticate(self.cast.doors, token)
        return token

    def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table, ordered by its key."""
        of = Base.metadata.tables[table]
        with self.cast.doors.reading() as conn:
            return [dict(row) for row in conn.execute(select(of).order_by(*of.primary_key)).mappings()]

    @cached_property
    def _watch(self) -> Watch:
        return Watch(self.cast.doors)

    def mark(self) -> Hashable:
        """A value that stays the same until something is written."""
        return self._watch.mark()

    def close(self) -> None:
        if "_watch" in vars(self):
            self._watch.close()

    def revision(self, team: int) -> int:
        return next(row["revision"] for row in self.rows("team_clock") if row["team_id"] == team)
