"""Imports in tests: a text as a file, and the rows in the tables afterwards."""

from typing import Any

from sqlalchemy import func, select

from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.items import Wip
from queue_app.domain.importing.rows import Row
from queue_app.domain.team.team import Team
from queue_app.store.tables import AREA, CLOCK, EVENT, EVIDENCE, FORMER, ITEM, ITEM_AREA, TAKEN
from queue_app.usecases.importing.import_items import import_items
from queue_app.usecases.importing.read_file import read_file
from queue_app.usecases.transaction import Outcome
from queue_app.usecases.tx import Actor
from tests.cast import Cast

ZONE = "UTC"


MIXED = """id,title,started,finished,people,area
r1,Old,2026-10-01T09:00:00Z,2026-10-02T10:00:00Z,Ann;Bo,Shop
w1,Later,,,,Shop
r2,Older,,2026-09-01,Ann,shop;Data
p1,Running,2026-11-20,,Ann,Data
w2,Latest,,,,
p2,Running too,2026-11-20T08:00:00Z,,,
"""


def rows(cast: Cast, text: str, zone: str = ZONE) -> list[Row]:
    team = Team(cast.team, "Tigers", time_zone=zone)
    return read_file(text.encode(), ImportAnswers(), team, cast.now.date()).fitted.rows


def imports(cast: Cast, text: str, by: int | None = None, wip: Wip | None = None, **how: Any) -> Outcome:
    team = Team(cast.team, "Tigers", time_zone=how.pop("zone", ZONE))
    given = rows(cast, text, team.time_zone)
    actor = Actor(cast.team, cast.bob if by is None else by)
    return import_items(cast.doors, actor, team, given, wip=wip, clock_now=lambda: cast.now, **how)


def count(cast: Cast, what: Any) -> int:
    with cast.doors.reading() as conn:
        return conn.execute(select(func.count()).select_from(what)).scalar_one()


def digest(cast: Cast) -> list[Any]:
    with cast.doors.reading() as conn:
        tables = (ITEM, EVENT, CLOCK, TAKEN, AREA, ITEM_AREA, FORMER, EVIDENCE)
        return [conn.execute(select(what).order_by(*what.primary_key)).all() for what in tables]


def events(cast: Cast, kind: str = "imported") -> list[Any]:
    query = select(EVENT).where(EVENT.c.team_id == cast.team, EVENT.c.kind == kind).order_by(EVENT.c.seq)
    with cast.doors.reading() as conn:
        return list(conn.execute(query))
