"""The furnished world on one engine. It is built once and quickly restored for each test."""

from collections.abc import Callable, Hashable
from pathlib import Path

from flask import Flask

from queue_app.service.process.kept.caches import start_caches
from queue_app.store.db.engine import Doors
from tests.databases import KeptRows, SqliteFile, open_quick
from tests.http.site import Browser, Site
from tests.http.world import build


class Furnished:
    """The world on one engine. `fresh` restores its first state, whatever tests have changed."""

    def __init__(self, app: Flask, doors: Callable[[], Doors], put_back: Callable[[], Doors] | None = None) -> None:
        self.app = app
        self._doors = doors()
        self.world = build(self._doors, app)
        self._put_back = put_back or self._rows_back
        self._rows = None if put_back else KeptRows(self._doors.engine)
        asked = self.world.people()
        self._browsers = {who: Browser(app, self.world.sessions.get(one or 0)) for who, one in asked.items()}
        self._site = Site(app, self.world.cast)
        self._untouched: Hashable = None

    def browser(self, who: str) -> Browser:
        """A browser that is signed in as `who`."""
        return self._browsers[who].again()

    def fresh(self) -> Site:
        """The application on the world in its first state. The world is restored only after a write, or if another test gave the
        application another database."""
        ours = self.app.extensions.get("doors") is self.world.cast.doors
        if not ours or self._untouched is None or self._site.mark() != self._untouched:
            self._begin_again()
        return self._site

    def _begin_again(self) -> None:
        self._site.close()
        doors = self._put_back()
        self.world.cast.doors = doors
        self.app.extensions["doors"] = doors
        start_caches(self.app)
        self._site = Site(self.app, self.world.cast)
        self._untouched = self._site.mark()

    def close(self) -> None:
        """Close all files and connections."""
        self._site.close()

    def _rows_back(self) -> Doors:
        """For PostgreSQL: restore the rows."""
        assert self._rows
        self._rows.put_back()
        return self._doors


class SqliteFurnished(Furnished):
    """For SQLite: the file is copied."""

    def __init__(self, app: Flask, template: Path) -> None:
        self._file = SqliteFile(template, pool_size=2)
        building = open_quick(f"sqlite:///{template}", pool_size=2)
        super().__init__(app, lambda: Doors(building), self._copied)
        building.dispose()

    def _copied(self) -> Doors:
        self._file.put_back()
        return Doors(self._file.engine)

    def close(self) -> None:
        super().close()
        self._file.engine.dispose()
