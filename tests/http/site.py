"""The application as people meet it: a browser that is signed in, a program with a token, and what the database holds."""

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
    """A browser of one person (None: nobody). Every form carries the token that its page would have."""

    def __init__(self, app: Flask, session: str | None) -> None:
        self.client: FlaskClient = app.test_client()
        self._sign_in(app, session)

    def again(self) -> "Browser":
        """Another one with the same cookie, as this one began."""
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
    """One application, one cast."""

    app: Flask
    cast: Cast

    def browser(self, person: int | None = None) -> Browser:
        return Browser(self.app, None if person is None else self.session(person))

    def session(self, person: int, now: datetime | None = None) -> str:
        """The id of a new session."""
        return in_transaction(self.cast.doors, sessions.begin, person=person, client="a test", now=now or utc_now())

    def token(self, person: int, team: int, scope: tokens.Scope = "manage", days: int = 30) -> str:
        """A token that was used a moment ago, so that its next use changes no row."""
        about = {"person": person, "team": team, "name": "a test", "scope": scope, "days": days, "now": utc_now()}
        token = in_transaction(self.cast.doors, tokens.make, **about)
        tokens.authenticate(self.cast.doors, token)
        return token

    def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table, in the order of its key."""
        of = Base.metadata.tables[table]
        with self.cast.doors.reading() as conn:
            return [dict(row) for row in conn.execute(select(of).order_by(*of.primary_key)).mappings()]

    @cached_property
    def _watch(self) -> Watch:
        return Watch(self.cast.doors)

    def mark(self) -> Hashable:
        """The same as before exactly when nothing was written meanwhile."""
        return self._watch.mark()

    def close(self) -> None:
        if "_watch" in vars(self):
            self._watch.close()

    def revision(self, team: int) -> int:
        return next(row["revision"] for row in self.rows("team_clock") if row["team_id"] == team)
