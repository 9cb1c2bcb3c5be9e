"""The sums of each day are kept, and what a page looks for is found by an index

Days of items that were added or dropped become those of the team's present zone.

Revision ID: 2026_11_30_day_sums
Revises: 2026_11_30_devices
Create Date: 2026-11-30
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "2026_11_30_day_sums"
down_revision = "2026_11_30_devices"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PIECE = sa.text("origin_id IS NOT NULL")
INDEXES = (
    ("ix_event_at", "event", ["team_id", "at", "seq"], None),
    ("ix_event_item_event", "event_item", ["team_id", "seq", "item_id"], None),
    ("ix_block_ended", "block", ["team_id", "to_at"], None),
    ("ix_item_came", "item", ["team_id", "came_on", "id"], None),
    ("ix_item_piece", "item", ["team_id", "finished_on"], PIECE),
    ("ix_item_area_done", "item_area", ["area_id", "done_on"], None),
    ("ix_evidence_person", "evidence", ["team_id", "area_id", "person_id", "on_day"], sa.text("person_id IS NOT NULL")),
    ("ix_evidence_former", "evidence", ["team_id", "area_id", "former_id", "on_day"], sa.text("former_id IS NOT NULL")),
)

SQLITE_TRIGGER_1 = """
CREATE TRIGGER item_comes AFTER INSERT ON item BEGIN
  INSERT INTO day_sum (team_id, day, came, begun, finished, dropped)
  SELECT NEW.team_id AS team_id,
    coalesce(NEW.came_on, date(NEW.created_at)) AS day,
    1 AS came, 0 AS begun, 0 AS finished, 0 AS dropped
    WHERE NEW.id IS NOT NULL
  UNION ALL SELECT NEW.team_id AS team_id,
    coalesce(NEW.started_on, NEW.finished_on,
      coalesce(NEW.came_on, date(NEW.created_at))) AS day,
    0 AS came, 1 AS begun, 0 AS finished, 0 AS dropped
    WHERE NEW.state IN ('in_progress', 'finished')
  UNION ALL SELECT NEW.team_id AS team_id,
    NEW.finished_on AS day,
    0 AS came, 0 AS begun, 1 AS finished, 0 AS dropped
    WHERE NEW.finished_on IS NOT NULL
  UNION ALL SELECT NEW.team_id AS team_id,
    coalesce(NEW.dropped_on, date(NEW.dropped_at)) AS day,
    0 AS came, 0 AS begun, 0 AS finished, 1 AS dropped
    WHERE NEW.dropped_at IS NOT NULL
  ON CONFLICT (team_id, day) DO UPDATE SET
    came = day_sum.came + excluded.came,
    begun = day_sum.begun + excluded.begun,
    finished = day_sum.finished + excluded.finished,
    dropped = day_sum.dropped + excluded.dropped;
END
"""

SQLITE_TRIGGER_2 = """
CREATE TRIGGER item_changes AFTER UPDATE OF state, came_on, started_on, finished_on, dropped_on ON item BEGIN
  INSERT INTO day_sum (team_id, day, came, begun, finished, dropped)
  SELECT team_id, day, sum(came), sum(begun), sum(finished), sum(dropped) FROM (
  SELECT OLD.team_id AS team_id,
    coalesce(OLD.came_on, date(OLD.created_at)) AS day,
    -1 AS came, 0 AS begun, 0 AS finished, 0 AS dropped
    WHERE OLD.id IS NOT NULL
  UNION ALL SELECT OLD.team_id AS team_id,
    coalesce(OLD.started_on, OLD.finished_on,
      coalesce(OLD.came_on, date(OLD.created_at))) AS day,
    0 AS came, -1 AS begun, 0 AS finished, 0 AS dropped
    WHERE OLD.state IN ('in_progress', 'finished')
  UNION ALL SELECT OLD.team_id AS team_id,
    OLD.finished_on AS day,
    0 AS came, 0 AS begun, -1 AS finished, 0 AS dropped
    WHERE OLD.finished_on IS NOT NULL
  UNION ALL SELECT OLD.team_id AS team_id,
    coalesce(OLD.dropped_on, date(OLD.dropped_at)) AS day,
    0 AS came, 0 AS begun, 0 AS finished, -1 AS dropped
    WHERE OLD.dropped_at IS NOT NULL
  UNION ALL SELECT NEW.team_id AS team_id,
    coalesce(NEW.came_on, date(NEW.created_at)) AS day,
    1 AS came, 0 AS begun, 0 AS finished, 0 AS dropped
    WHERE NEW.id IS NOT NULL
  UNION ALL SELECT NEW.team_id AS team_id,
    coalesce(NEW.started_on, NEW.finished_on,
      coalesce(NEW.came_on, date(NEW.created_at))) AS day,
    0 AS came, 1 AS begun, 0 AS finished, 0 AS dropped
    WHERE NEW.state IN ('in_progress', 'finished')
  UNION ALL SELECT NEW.team_id AS team_id,
    NEW.finished_on AS day,
    0 AS came, 0 AS begun, 1 AS finished, 0 AS dropped
    WHERE NEW.finished_on IS NOT NULL
  UNION ALL SELECT NEW.team_id AS team_id,
    coalesce(NEW.dropped_on, date(NEW.dropped_at)) AS day,
    0 AS came, 0 AS begun, 0 AS finished, 1 AS dropped
    WHERE NEW.dropped_at IS NOT NULL
  ) AS way GROUP BY team_id, day
  HAVING sum(came) <> 0 OR sum(begun) <> 0 OR sum(finished) <> 0 OR sum(dropped) <> 0
  ON CONFLICT (team_id, day) DO UPDATE SET
    came = day_sum.came + excluded.came,
    begun = day_sum.begun + excluded.begun,
    finished = day_sum.finished + excluded.finished,
    dropped = day_sum.dropped + excluded.dropped;
END
"""

POSTGRESQL_FUNCTION_1 = """
CREATE FUNCTION item_comes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO day_sum (team_id, day, came, begun, finished, dropped)
  SELECT team_id, day, sum(came), sum(begun), sum(finished), sum(dropped) FROM (
  SELECT arrived.team_id AS team_id,
    coalesce(arrived.came_on, CAST(arrived.created_at AT TIME ZONE 'UTC' AS date)) AS day,
    1 AS came, 0 AS begun, 0 AS finished, 0 AS dropped FROM arrived
    WHERE arrived.id IS NOT NULL
  UNION ALL SELECT arrived.team_id AS team_id,
    coalesce(arrived.started_on, arrived.finished_on,
      coalesce(arrived.came_on, CAST(arrived.created_at AT TIME ZONE 'UTC' AS date))) AS day,
    0 AS came, 1 AS begun, 0 AS finished, 0 AS dropped FROM arrived
    WHERE arrived.state IN ('in_progress', 'finished')
  UNION ALL SELECT arrived.team_id AS team_id,
    arrived.finished_on AS day,
    0 AS came, 0 AS begun, 1 AS finished, 0 AS dropped FROM arrived
    WHERE arrived.finished_on IS NOT NULL
  UNION ALL SELECT arrived.team_id AS team_id,
    coalesce(arrived.dropped_on, CAST(arrived.dropped_at AT TIME ZONE 'UTC' AS date)) AS day,
    0 AS came, 0 AS begun, 0 AS finished, 1 AS dropped FROM arrived
    WHERE arrived.dropped_at IS NOT NULL
  ) AS way GROUP BY team_id, day
  ON CONFLICT (team_id, day) DO UPDATE SET
    came = day_sum.came + excluded.came,
    begun = day_sum.begun + excluded.begun,
    finished = day_sum.finished + excluded.finished,
    dropped = day_sum.dropped + excluded.dropped;
  RETURN NULL;
END
$$
"""

POSTGRESQL_TRIGGER_1 = """
CREATE TRIGGER item_comes AFTER INSERT ON item REFERENCING NEW TABLE AS arrived
FOR EACH STATEMENT EXECUTE FUNCTION item_comes()
"""

POSTGRESQL_FUNCTION_2 = """
CREATE FUNCTION item_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO day_sum (team_id, day, came, begun, finished, dropped)
  SELECT team_id, day, sum(came), sum(begun), sum(finished), sum(dropped) FROM (
  SELECT OLD.team_id AS team_id,
    coalesce(OLD.came_on, CAST(OLD.created_at AT TIME ZONE 'UTC' AS date)) AS day,
    -1 AS came, 0 AS begun, 0 AS finished, 0 AS dropped
    WHERE OLD.id IS NOT NULL
  UNION ALL SELECT OLD.team_id AS team_id,
    coalesce(OLD.started_on, OLD.finished_on,
      coalesce(OLD.came_on, CAST(OLD.created_at AT TIME ZONE 'UTC' AS date))) AS day,
    0 AS came, -1 AS begun, 0 AS finished, 0 AS dropped
    WHERE OLD.state IN ('in_progress', 'finished')
  UNION ALL SELECT OLD.team_id AS team_id,
    OLD.finished_on AS day,
    0 AS came, 0 AS begun, -1 AS finished, 0 AS dropped
    WHERE OLD.finished_on IS NOT NULL
  UNION ALL SELECT OLD.team_id AS team_id,
    coalesce(OLD.dropped_on, CAST(OLD.dropped_at AT TIME ZONE 'UTC' AS date)) AS day,
    0 AS came, 0 AS begun, 0 AS finished, -1 AS dropped
    WHERE OLD.dropped_at IS NOT NULL
  UNION ALL SELECT NEW.team_id AS team_id,
    coalesce(NEW.came_on, CAST(NEW.created_at AT TIME ZONE 'UTC' AS date)) AS day,
    1 AS came, 0 AS begun, 0 AS finished, 0 AS dropped
    WHERE NEW.id IS NOT NULL
  UNION ALL SELECT NEW.team_id AS team_id,
    coalesce(NEW.started_on, NEW.finished_on,
      coalesce(NEW.came_on, CAST(NEW.created_at AT TIME ZONE 'UTC' AS date))) AS day,
    0 AS came, 1 AS begun, 0 AS finished, 0 AS dropped
    WHERE NEW.state IN ('in_progress', 'finished')
  UNION ALL SELECT NEW.team_id AS team_id,
    NEW.finished_on AS day,
    0 AS came, 0 AS begun, 1 AS finished, 0 AS dropped
    WHERE NEW.finished_on IS NOT NULL
  UNION ALL SELECT NEW.team_id AS team_id,
    coalesce(NEW.dropped_on, CAST(NEW.dropped_at AT TIME ZONE 'UTC' AS date)) AS day,
    0 AS came, 0 AS begun, 0 AS finished, 1 AS dropped
    WHERE NEW.dropped_at IS NOT NULL
  ) AS way GROUP BY team_id, day
  HAVING sum(came) <> 0 OR sum(begun) <> 0 OR sum(finished) <> 0 OR sum(dropped) <> 0
  ON CONFLICT (team_id, day) DO UPDATE SET
    came = day_sum.came + excluded.came,
    begun = day_sum.begun + excluded.begun,
    finished = day_sum.finished + excluded.finished,
    dropped = day_sum.dropped + excluded.dropped;
  RETURN NULL;
END
$$
"""

POSTGRESQL_TRIGGER_2 = """
CREATE TRIGGER item_changes AFTER UPDATE OF state, came_on, started_on, finished_on, dropped_on
ON item FOR EACH ROW EXECUTE FUNCTION item_changes()
"""

COUNT_ON_SQLITE = """
INSERT INTO day_sum (team_id, day, came, begun, finished, dropped)
  SELECT team_id, day, sum(came), sum(begun), sum(finished), sum(dropped) FROM (
  SELECT item.team_id AS team_id,
    coalesce(item.came_on, date(item.created_at)) AS day,
    1 AS came, 0 AS begun, 0 AS finished, 0 AS dropped FROM item
    WHERE item.id IS NOT NULL
  UNION ALL SELECT item.team_id AS team_id,
    coalesce(item.started_on, item.finished_on,
      coalesce(item.came_on, date(item.created_at))) AS day,
    0 AS came, 1 AS begun, 0 AS finished, 0 AS dropped FROM item
    WHERE item.state IN ('in_progress', 'finished')
  UNION ALL SELECT item.team_id AS team_id,
    item.finished_on AS day,
    0 AS came, 0 AS begun, 1 AS finished, 0 AS dropped FROM item
    WHERE item.finished_on IS NOT NULL
  UNION ALL SELECT item.team_id AS team_id,
    coalesce(item.dropped_on, date(item.dropped_at)) AS day,
    0 AS came, 0 AS begun, 0 AS finished, 1 AS dropped FROM item
    WHERE item.dropped_at IS NOT NULL
  ) AS way GROUP BY team_id, day
"""

COUNT_ON_POSTGRESQL = """
INSERT INTO day_sum (team_id, day, came, begun, finished, dropped)
  SELECT team_id, day, sum(came), sum(begun), sum(finished), sum(dropped) FROM (
  SELECT item.team_id AS team_id,
    coalesce(item.came_on, CAST(item.created_at AT TIME ZONE 'UTC' AS date)) AS day,
    1 AS came, 0 AS begun, 0 AS finished, 0 AS dropped FROM item
    WHERE item.id IS NOT NULL
  UNION ALL SELECT item.team_id AS team_id,
    coalesce(item.started_on, item.finished_on,
      coalesce(item.came_on, CAST(item.created_at AT TIME ZONE 'UTC' AS date))) AS day,
    0 AS came, 1 AS begun, 0 AS finished, 0 AS dropped FROM item
    WHERE item.state IN ('in_progress', 'finished')
  UNION ALL SELECT item.team_id AS team_id,
    item.finished_on AS day,
    0 AS came, 0 AS begun, 1 AS finished, 0 AS dropped FROM item
    WHERE item.finished_on IS NOT NULL
  UNION ALL SELECT item.team_id AS team_id,
    coalesce(item.dropped_on, CAST(item.dropped_at AT TIME ZONE 'UTC' AS date)) AS day,
    0 AS came, 0 AS begun, 0 AS finished, 1 AS dropped FROM item
    WHERE item.dropped_at IS NOT NULL
  ) AS way GROUP BY team_id, day
"""

SQLITE_TAG_TRIGGERS = (
    """
CREATE TRIGGER tag_of_finished AFTER INSERT ON item_area
WHEN (SELECT finished_on FROM item WHERE id = NEW.item_id) IS NOT NULL BEGIN
  UPDATE item_area SET done_on = (SELECT finished_on FROM item WHERE id = NEW.item_id)
  WHERE team_id = NEW.team_id AND item_id = NEW.item_id AND area_id = NEW.area_id;
END
""",
    """
CREATE TRIGGER tags_follow_finish AFTER UPDATE OF finished_on ON item WHEN OLD.finished_on IS NOT NEW.finished_on BEGIN
  UPDATE item_area SET done_on = NEW.finished_on WHERE team_id = NEW.team_id AND item_id = NEW.id;
END
""",
)
POSTGRESQL_TAG_TRIGGERS = (
    """
CREATE FUNCTION tag_of_finished() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.done_on := (SELECT finished_on FROM item WHERE id = NEW.item_id);
  RETURN NEW;
END
$$
""",
    """
CREATE FUNCTION tags_follow_finish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE item_area SET done_on = NEW.finished_on WHERE team_id = NEW.team_id AND item_id = NEW.id;
  RETURN NULL;
END
$$
""",
    """
CREATE TRIGGER tag_of_finished BEFORE INSERT ON item_area FOR EACH ROW EXECUTE FUNCTION tag_of_finished()
""",
    """
CREATE TRIGGER tags_follow_finish AFTER UPDATE OF finished_on ON item FOR EACH ROW
WHEN (OLD.finished_on IS DISTINCT FROM NEW.finished_on) EXECUTE FUNCTION tags_follow_finish()
""",
)


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.add_column("item", sa.Column("came_on", sa.Date(), nullable=True))
    op.add_column("item", sa.Column("dropped_on", sa.Date(), nullable=True))
    op.add_column("item_area", sa.Column("done_on", sa.Date(), nullable=True))
    for name, table, columns, where in INDEXES:
        op.create_index(name, table, columns, unique=False, sqlite_where=where, postgresql_where=where)
    op.drop_index("ix_item_area_area", table_name="item_area")  # The new one begins with the same column.
    op.create_table(
        "day_sum",
        sa.Column("team_id", KEY, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("came", "begun", "finished", "dropped")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_day_sum_team_id")),
        sa.PrimaryKeyConstraint("team_id", "day", name=op.f("pk_day_sum")),
    )
    _fill_days()
    op.execute("UPDATE item_area SET done_on = (SELECT finished_on FROM item WHERE item.id = item_area.item_id)")
    op.execute(COUNT_ON_SQLITE if sqlite else COUNT_ON_POSTGRESQL)
    for statement in (
        (SQLITE_TRIGGER_1, SQLITE_TRIGGER_2, *SQLITE_TAG_TRIGGERS)
        if sqlite
        else (
            *(POSTGRESQL_FUNCTION_1, POSTGRESQL_FUNCTION_2, POSTGRESQL_TRIGGER_1, POSTGRESQL_TRIGGER_2),
            *POSTGRESQL_TAG_TRIGGERS,
        )
    ):
        op.execute(statement)


def _fill_days() -> None:
    """The first known day and the day of the drop, by one statement for each zone and each of its offsets."""
    connection = op.get_bind()
    item = sa.table("item", *map(sa.column, ("team_id", "created_at", "dropped_at", "came_on", "dropped_on")))
    team = sa.table("team", sa.column("id"), sa.column("time_zone"))
    sqlite = connection.dialect.name == "sqlite"
    instant = sa.DateTime(timezone=not sqlite)
    first = connection.execute(sa.select(sa.type_coerce(sa.func.min(item.c.created_at), instant))).scalar()
    if first is None:
        return
    first, last = first.replace(tzinfo=UTC), datetime.now(UTC) + timedelta(days=1)
    for zone in connection.execute(sa.select(team.c.time_zone).distinct()).scalars().all():
        teams = sa.select(team.c.id).where(team.c.time_zone == zone)
        for since, until, ahead in _offsets(ZoneInfo(zone), first, last):
            for moment, day in (("created_at", "came_on"), ("dropped_at", "dropped_on")):
                at = sa.type_coerce(item.c[moment], instant)
                bounds = [bound.replace(tzinfo=None) if sqlite else bound for bound in (since, until)]
                shifted = sa.text(_shifted(moment, ahead, sqlite))
                within = (item.c.team_id.in_(teams), at >= bounds[0], at < bounds[1])
                connection.execute(sa.update(item).where(*within).values({day: shifted}))
    least = "min" if sqlite else "least"
    known = ", ".join(f"coalesce({day}, came_on)" for day in ("started_on", "finished_on", "dropped_on"))
    op.execute(f"UPDATE item SET came_on = {least}(came_on, {known})")


def _shifted(moment: str, ahead: int, sqlite: bool) -> str:
    if sqlite:
        return f"date({moment}, '{ahead} seconds')"
    return f"CAST({moment} AT TIME ZONE 'UTC' + make_interval(secs => {ahead}) AS date)"


def _offsets(zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime, int]]:
    """The spans of one offset, to the quarter of an hour: (first moment, first moment after it, seconds ahead of UTC)."""
    step = timedelta(minutes=15)
    since = since.replace(minute=0, second=0, microsecond=0)
    at, ahead = since, _ahead(zone, since)
    while at < until:
        following = at + timedelta(days=1)
        if _ahead(zone, following) == ahead:
            at = following
            continue
        while _ahead(zone, at) == ahead:
            at += step
        yield since, at, ahead
        since, ahead = at, _ahead(zone, at)
    yield since, at + timedelta(days=1), ahead


def _ahead(zone: ZoneInfo, at: datetime) -> int:
    offset = at.astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for trigger, table in (
        *(("item_comes", "item"), ("item_changes", "item")),
        *(("tag_of_finished", "item_area"), ("tags_follow_finish", "item")),
    ):
        op.execute(f"DROP TRIGGER {trigger}" + ("" if sqlite else f" ON {table}"))
        if not sqlite:
            op.execute(f"DROP FUNCTION {trigger}()")
    op.drop_table("day_sum")
    op.create_index("ix_item_area_area", "item_area", ["area_id"], unique=False)
    for name, table, _, _ in reversed(INDEXES):
        op.drop_index(name, table_name=table)
    op.drop_column("item_area", "done_on")
    op.drop_column("item", "dropped_on")
    op.drop_column("item", "came_on")
