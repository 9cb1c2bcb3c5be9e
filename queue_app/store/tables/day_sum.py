"""How many items a team added, started, finished and dropped on each day. Triggers on the items keep these sums.

A day is the day in the team's time zone at that moment. A later change of the time zone does not change it, as with start and
finish. Thanks to triggers no writer can forget a sum. Writing a rank or a text fires no trigger. Only
`store/importing/taking_back.py` deletes items, and it subtracts them from the sums.
"""

from datetime import date

from sqlalchemy import DDL, Date, ForeignKey, Integer, event
from sqlalchemy.orm import Mapped, mapped_column

from queue_app.store.db.base import Base, table
from queue_app.store.tables.item import ItemTable


class DaySumTable(Base):
    """The sums of a day. An item that was finished without a known start counts as started on the day it was finished."""

    __tablename__ = "day_sum"

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    came: Mapped[int] = mapped_column(Integer)
    begun: Mapped[int] = mapped_column(Integer)
    finished: Mapped[int] = mapped_column(Integer)
    dropped: Mapped[int] = mapped_column(Integer)


NAMES = ("came", "begun", "finished", "dropped")
_AND = "\n  UNION ALL "


def ways(row: str, sqlite: bool, sign: int = 1, source: str = "") -> str:
    """SQL for one row of sums for each way of an item, with this sign: for the row of a trigger, or all rows of `source`.

    If a writer left out a day, the day in UTC counts.
    """
    in_utc = "date({})" if sqlite else "CAST({} AT TIME ZONE 'UTC' AS date)"
    came, dropped = (
        f"coalesce({row}.{day}, {in_utc.format(f'{row}.{moment}')})"
        for day, moment in (("came_on", "created_at"), ("dropped_on", "dropped_at"))
    )
    begun = f"coalesce({row}.started_on, {row}.finished_on,\n      {came})"
    days = {
        "came": (came, f"{row}.id IS NOT NULL"),
        "begun": (begun, f"{row}.state IN ('in_progress', 'finished')"),
        "finished": (f"{row}.finished_on", f"{row}.finished_on IS NOT NULL"),
        "dropped": (dropped, f"{row}.dropped_at IS NOT NULL"),
    }
    return _AND.join(
        f"SELECT {row}.team_id AS team_id,\n    {day} AS day,\n    {_one(way, sign)}{source}\n    WHERE {where}"
        for way, (day, where) in days.items()
    )


def _one(way: str, sign: int) -> str:
    return ", ".join(f"{sign if name == way else 0} AS {name}" for name in NAMES)


INTO = f"INSERT INTO day_sum (team_id, day, {', '.join(NAMES)})"
_SUMS = ",\n    ".join(f"{name} = day_sum.{name} + excluded.{name}" for name in NAMES)
ADDED = f"ON CONFLICT (team_id, day) DO UPDATE SET\n    {_SUMS}"
_CHANGED = "state, came_on, started_on, finished_on, dropped_on"


def by_day(rows: str, only_changes: bool = False) -> str:
    """SQL that adds such rows up by team and day. `only_changes` leaves out sums that are all 0."""
    sums = ", ".join(f"sum({name})" for name in NAMES)
    some = " OR ".join(f"sum({name}) <> 0" for name in NAMES)
    having = f"\n  HAVING {some}" if only_changes else ""
    return f"""SELECT team_id, day, {sums} FROM (
  {rows}
  ) AS way GROUP BY team_id, day{having}"""


def _both(sqlite: bool) -> str:
    """SQL that subtracts the old state of an item and adds the new one."""
    return _AND.join((ways("OLD", sqlite, -1), ways("NEW", sqlite)))


LATER = "topmost.sum_later"
"""A PostgreSQL setting for a transaction that adds its new items to the sums later: the trigger would lock the sums until
the end of the transaction."""
_UNLESS_LATER = f"""IF current_setting('{LATER}', true) = 'yes' THEN
    RETURN NULL;
  END IF;
  """


def _function(name: str, rows: str, first: str = "") -> str:
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {first}{INTO}
  {rows}
  {ADDED};
  RETURN NULL;
END
$$
"""


SQLITE_TRIGGERS = (
    f"""
CREATE TRIGGER item_comes AFTER INSERT ON item BEGIN
  {INTO}
  {ways("NEW", sqlite=True)}
  {ADDED};
END
""",
    f"""
CREATE TRIGGER item_changes AFTER UPDATE OF {_CHANGED} ON item BEGIN
  {INTO}
  {by_day(_both(sqlite=True), only_changes=True)}
  {ADDED};
END
""",
)
"""The INSERT trigger does not add rows up first, because an import inserts very many items."""

POSTGRESQL_FUNCTIONS = (
    _function("item_comes", by_day(ways("arrived", sqlite=False, source=" FROM arrived")), _UNLESS_LATER),
    _function("item_changes", by_day(_both(sqlite=False), only_changes=True)),
)
POSTGRESQL_TRIGGERS = (
    """
CREATE TRIGGER item_comes AFTER INSERT ON item REFERENCING NEW TABLE AS arrived
FOR EACH STATEMENT EXECUTE FUNCTION item_comes()
""",
    f"""
CREATE TRIGGER item_changes AFTER UPDATE OF {_CHANGED}
ON item FOR EACH ROW EXECUTE FUNCTION item_changes()
""",
)

table(DaySumTable).add_is_dependent_on(table(ItemTable))
# The migrations repeat these definitions; a test compares the results.
for _statement, _engine in (
    *((_trigger, "sqlite") for _trigger in SQLITE_TRIGGERS),
    *((_made, "postgresql") for _made in (*POSTGRESQL_FUNCTIONS, *POSTGRESQL_TRIGGERS)),
):
    _made_with_the_tables = DDL(_statement)  # type: ignore[no-untyped-call]
    event.listen(DaySumTable.__table__, "after_create", _made_with_the_tables.execute_if(dialect=_engine))
