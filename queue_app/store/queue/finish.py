"""What the rule of a finish needs, in one query."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, String, cast, func, literal_column, select

from queue_app.domain.queue.finish import FinishFacts
from queue_app.store.db.prepared import Prepared
from queue_app.store.queue.running import ONE, RunningFacts, facts_with, read_facts
from queue_app.store.tables import AREA, ITEM_AREA, MEMBERSHIP, STEP, STINT
from queue_app.store.team.members import WORKS


def _ids(column: ColumnElement[int], *where: ColumnElement[bool]) -> ScalarSelect[Any]:
    """The ids that hold, as one text: an item with three areas and four people is still one row."""
    ids = func.aggregate_strings(cast(column, String), literal_column("','"))  # type: ignore[arg-type]
    return select(ids).where(*where).correlate(ONE).scalar_subquery()


def _facts() -> Select[Any]:
    open_steps = (
        select(func.count())
        .select_from(STEP)
        .where(STEP.c.team_id == ONE.c.team_id, STEP.c.item_id == ONE.c.id, STEP.c.done_at.is_(None))
        .correlate(ONE)
        .scalar_subquery()
    )
    tagged = _ids(ITEM_AREA.c.area_id, ITEM_AREA.c.team_id == ONE.c.team_id, ITEM_AREA.c.item_id == ONE.c.id)
    areas = _ids(AREA.c.id, AREA.c.team_id == ONE.c.team_id, AREA.c.archived_at.is_(None))
    stint = (STINT.c.team_id == ONE.c.team_id, STINT.c.item_id == ONE.c.id, STINT.c.run == ONE.c.run)
    on_it = _ids(STINT.c.person_id, *stint, STINT.c.left_at.is_(None))
    able = (MEMBERSHIP.c.team_id == ONE.c.team_id, WORKS)
    members = _ids(MEMBERSHIP.c.person_id, *able)
    return facts_with(
        open_steps.label("open_steps"),
        tagged.label("tagged"),
        areas.label("areas"),
        on_it.label("on_it"),
        members.label("members"),
    )


_FACTS = Prepared(_facts())


def finish_facts(connection: Connection, team_id: int, number: int) -> tuple[RunningFacts, FinishFacts]:
    """The facts of the team's item `number`; its item is None when there is no such one."""
    (row,) = _FACTS.rows(connection, {"team": team_id, "number": number})
    ids = (_read(row[name]) for name in ("tagged", "areas", "on_it", "members"))
    return read_facts(row), FinishFacts(row["open_steps"], *ids)


def _read(ids: str | None) -> frozenset[int]:
    return frozenset(int(one) for one in ids.split(",")) if ids else frozenset()
