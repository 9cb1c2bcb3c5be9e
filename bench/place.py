"""Where benchmarks run: new databases of one engine, with the durability settings of the product."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from queue_app.store.db.engine import Doors, open_engine
from queue_app.store.db.migrate import upgrade
from tests.cast import Cast, make_cast
from tests.databases import Run


@dataclass
class Place:
    """Creates databases of `engine` in the folder of the run."""

    engine: str
    run: Run
    made: list[Doors] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """A new folder for files that belong to a database."""
        folder = self.run.folder / f"{self.engine}-{len(self.made)}"
        folder.mkdir(exist_ok=True)
        return folder

    def blank(self, name: str) -> str:
        """The URL of a new database without tables."""
        if self.engine == "postgres":
            return self.run.make(f"bench_{len(self.made)}_{name}")
        return f"sqlite:///{self.folder / name}.sqlite3"

    def cast(self, limit: int = 3) -> Cast:
        """A new database with the team of the tests, and an empty queue."""
        url = self.blank("topmost")
        upgrade(url)
        self.made.append(Doors(open_engine(url, pool_size=4)))
        return make_cast(self.made[-1], limit)


@contextmanager
def place(engine: str) -> Iterator[Place]:
    """A temporary place of `engine` (sqlite or postgres)."""
    here = Place(engine, Run.begin(durable=True))
    try:
        yield here
    finally:
        for doors in here.made:
            doors.engine.dispose()
        here.run.end()
