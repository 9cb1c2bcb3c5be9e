"""Set-up for tests beyond the cast: areas, plans, new members; and what the history contains afterwards."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from queue_app.domain.queue.changes import Change
from queue_app.domain.queue.item import Item
from queue_app.domain.queue.plan import Step, plain
from queue_app.domain.team.rights import Right
from queue_app.domain.team.team import Team
from queue_app.store.cover.facts import TeamCover, team_cover
from queue_app.store.db.engine import Doors
from queue_app.store.queue import plan as plans
from queue_app.store.tables import AREA, BLOCK, EVENT, EVIDENCE, FORMER, KIND
from queue_app.store.team.teams import add_member
from queue_app.usecases.queue.pull import pull_top
from queue_app.usecases.transaction import in_transaction
from queue_app.usecases.tx import Result, Tx, write
from tests.cast import Cast, person


def area(cast: Cast, name: str, *, archived: datetime | None = None) -> int:
    row = {"team_id": cast.team, "name": name, "folded": name.casefold(), "archived_at": archived}
    made = insert(AREA).values(row).returning(AREA.c.id)
    return in_transaction(cast.doors, lambda conn: int(conn.execute(made).scalar_one()))


def archive_area(cast: Cast, area_id: int) -> None:
    gone = update(AREA).where(AREA.c.id == area_id).values(archived_at=cast.now)
    in_transaction(cast.doors, lambda conn: conn.execute(gone))


def block_kind(cast: Cast, name: str = "a decision", *, archived: bool = False) -> int:
    found = select(KIND.c.id).where(KIND.c.team_id == cast.team, KIND.c.name == name)
    gone = update(KIND).where(KIND.c.team_id == cast.team, KIND.c.name == name).values(archived_at=cast.now)

    def take(conn) -> int:
        if archived:
            conn.execute(gone)
        return int(conn.execute(found).scalar_one())

    return in_transaction(cast.doors, take)


def member(cast: Cast, name: str) -> int:
    def make(conn) -> int:
        someone = person(conn, name)
        add_member(conn, cast.team, someone, "member", cast.now)
        return someone

    return in_transaction(cast.doors, make)


@write(Right.WORK)
def _plan(tx: Tx, item: Item, steps: Sequence[Step]) -> Result:
    plans.write(tx.conn, tx.team.id, {item.id: steps})
    tx.record("planned", [Change(item, item)], plans={str(item.id): {"was": [], "now": plain(steps)}})
    return {}


def planned(cast: Cast, number: int, *steps: Step) -> None:
    cast.do(_plan, item=cast.item(number), steps=steps)


def plan_of(cast: Cast, number: int) -> list[tuple[str, bool]]:
    with cast.doors.reading() as conn:
        return [(s.words, s.done_at is not None) for s in plans.steps(conn, cast.team, cast.item(number).id)]


def running(cast: Cast, *titles: str, by: int | None = None) -> list[int]:
    """Add items and pull them as one person, who is then on all of them."""
    numbers = cast.add(*titles)
    for number in numbers:
        cast.do(pull_top, by=by, expect=number, others="both")
    return numbers


def last_event(cast: Cast) -> Any:
    query = select(EVENT).where(EVENT.c.team_id == cast.team).order_by(EVENT.c.seq.desc()).limit(1)
    with cast.doors.reading() as conn:
        return conn.execute(query).one()


def evidence(cast: Cast) -> list[tuple[int, int, str]]:
    query = select(EVIDENCE.c.area_id, EVIDENCE.c.person_id, EVIDENCE.c.on_day).where(EVIDENCE.c.team_id == cast.team)
    with cast.doors.reading() as conn:
        return sorted((area, who, day.isoformat()) for area, who, day in conn.execute(query))


def cover(cast: Cast) -> TeamCover:
    """The team's cover, computed without a cache."""
    with cast.doors.reading() as conn:
        return team_cover(conn, Team(cast.team, "Tigers"), cast.now.date())


def able(cast: Cast, area_id: int) -> frozenset[int]:
    """The people who can take the area."""
    return cover(cast).standings[area_id].able


def former(doors: Doors, team: int, name: str) -> int:
    """Add a former person, as an import does. Returns the id."""
    made = insert(FORMER).values(team_id=team, name=name).returning(FORMER.c.id)
    return in_transaction(doors, lambda conn: int(conn.execute(made).scalar_one()))


def spells(cast: Cast) -> list[Any]:
    with cast.doors.reading() as conn:
        return list(conn.execute(select(BLOCK).where(BLOCK.c.team_id == cast.team).order_by(BLOCK.c.id)))
