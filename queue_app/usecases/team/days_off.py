"""The calendar of forecasts: the team's days off, and the first day of its history. Both are signed settings."""

from collections.abc import Mapping
from datetime import date

from queue_app.domain import inputs
from queue_app.domain.errors import N_, InputError, NotFound
from queue_app.domain.team import days_off as rule
from queue_app.domain.team.rights import Right
from queue_app.store.forecast.quotes import forget_backward_quotes
from queue_app.store.team import days_off as store
from queue_app.store.team import teams
from queue_app.usecases import fields
from queue_app.usecases.action import Action, renamed
from queue_app.usecases.tx import Result, Tx, write


@write(Right.MANAGE)
def add_days_off(tx: Tx, *, text: str) -> Result:
    """Add the days of a list; existing ones stay. Raises InputError if the list cannot be read or leaves no working day."""
    present = store.days_off(tx.conn, tx.team.id)
    entered = rule.by_day(rule.read("text", text, tx.today))
    new = {day: name for day, name in entered.items() if present.get(day) != name}
    if new:
        store.write(tx.conn, tx.team.id, new)
        if max(new) >= tx.today and not store.calendar_of(tx.conn, tx.team.id).works_within_a_year(tx.today):
            raise InputError("text", N_("With these days the team never works for a year. Leave some out."))
        _changed(tx, "added", new)
    return {"days": len(new)}


@write(Right.MANAGE)
def remove_days_off(tx: Tx, *, day: date, until: date | None = None) -> Result:
    """Remove one day off, or every one up to `until`. Raises NotFound if none of them is a day off."""
    last = until or day
    gone = {off: name for off, name in store.days_off(tx.conn, tx.team.id).items() if day <= off <= last}
    if not gone:
        raise NotFound
    store.remove(tx.conn, tx.team.id, gone)
    _changed(tx, "removed", gone)
    return {"days": len(gone)}


@write(Right.MANAGE)
def forget_history(tx: Tx, *, reason: str, before: date | None = None) -> Result:
    """Let forecasts ignore the history before the day `before`; None: they use all of it."""
    if before is not None and before > tx.today:
        raise InputError("day", N_("This day is in the future. Choose one up to today, or leave it empty."))
    was = store.history_from(tx.conn, tx.team.id)
    if was != before:
        teams.change(tx.conn, tx.team.id, {"history_from": before})
        tx.record("history_from", reason=reason, was=_written(was), now=_written(before))
        forget_backward_quotes(tx.conn, tx.team.id)
    return {"history_from": _written(before)}


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _changed(tx: Tx, how: str, days: Mapping[date, str]) -> None:
    texts = [str(spell) for spell in rule.spells_of(days)]
    tx.record("settings", days_off={how: texts, "count": len(days)})
    forget_backward_quotes(tx.conn, tx.team.id)


ADD_DAYS_OFF = Action(
    "add-days-off",
    add_days_off,
    "team",
    N_("Add days off"),
    (
        fields.text(
            "text",
            rule.LONGEST_LIST,
            N_("One per line: first day, last day, name"),
            required=True,
            hint=N_("2026-12-24 Christmas Eve, or 2026-12-24 to 2027-01-06 Closed."),
        ),
    ),
)
REMOVE_DAYS_OFF = Action(
    "remove-days-off",
    remove_days_off,
    "team",
    N_("Remove days off"),
    (fields.day("day", N_("Day"), required=True), fields.day("until", N_("Last day"))),
)
FORGET_HISTORY = Action(
    "forget-history",
    forget_history,
    "team",
    N_("Start forecasts from"),
    (
        fields.day("day", N_("First day (empty: the whole history)")),
        fields.line("reason", inputs.REASON, N_("Why"), required=True),
    ),
    renamed(day="before"),
)
