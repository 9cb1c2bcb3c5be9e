"""The settings of a team; archive and unarchive it. Each change is an event."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from queue_app.domain import inputs
from queue_app.domain.errors import N_, InputError
from queue_app.domain.team.rights import Right
from queue_app.store.forecast.quotes import forget_backward_quotes
from queue_app.store.team import teams
from queue_app.store.team.days_off import calendar_of
from queue_app.usecases import fields
from queue_app.usecases.action import Action, Values
from queue_app.usecases.tx import Result, Tx, write

SWITCH = {"managers": N_("managers"), "everybody": N_("every member")}
OF_FORECASTS = {"time_zone", "working_days", "end_of_day"}
"""The settings that forecasts depend on."""


def zone(field: str, raw: Any) -> str:
    """Check the IANA name of a time zone. Raises InputError."""
    name = inputs.line(field, raw, inputs.ZONE)
    if name not in zones():
        raise InputError(field, N_("This time zone does not exist. Write it as Europe/Vienna or UTC."))
    return name


@cache
def zones() -> tuple[str, ...]:
    """The names of all time zones, UTC first."""
    return ("UTC", *sorted(available_timezones() - {"UTC", "localtime"}))


@write(Right.MANAGE)
def change_settings(tx: Tx, **columns: Any) -> Result:
    """Store settings, as columns of the team. Changes nothing if they are the same.

    Raises InputError if all chosen weekdays within a year are days off.
    """
    present = teams.settings(tx.conn, tx.team.id)
    now = {name: value for name, value in columns.items() if present[name] != value}
    if now:
        teams.change(tx.conn, tx.team.id, now)
        if "working_days" in now and not calendar_of(tx.conn, tx.team.id).works_within_a_year(tx.today):
            raise InputError(
                "working_days", N_("Your days off leave none of these days for a year. Choose more weekdays.")
            )
        tx.record("settings", was={name: present[name] for name in now}, now=now)
    if now.keys() & OF_FORECASTS:
        forget_backward_quotes(tx.conn, tx.team.id)
    return {"changed": sorted(now)}


@write(Right.MANAGE)
def archive(tx: Tx) -> Result:
    """Archive the team: it cannot change and is not listed until it is unarchived."""
    teams.change(tx.conn, tx.team.id, {"archived_at": tx.at})
    tx.record("settings", archived=True)
    return {"archived": True}


@write(Right.MANAGE, on_archived=True)
def unarchive(tx: Tx) -> Result:
    """Unarchive a team."""
    if tx.team.archived:
        teams.change(tx.conn, tx.team.id, {"archived_at": None, "removed_at": None})
        tx.record("settings", archived=False)
    return {"archived": False}


def _settings(values: Values) -> Values:
    """The settings as columns: a week as seven digits, a time as the minute of the day."""
    return {
        "name": values["name"],
        "time_zone": zone("zone", values["zone"]),
        "working_days": week("working_days", values["working_days"]),
        "end_of_day": minute("end_of_day", values["end_of_day"]),
        "standup_days": week("standup_days", values["standup_days"]),
        "standup_minute": minute("standup_at", values["standup_at"]),
        "who_orders": values["who_orders"],
        "who_limits": values["who_limits"],
        "finished_means": values["finished_means"] or "",
    }


def week(field: str, days: list[int] | None) -> str:
    """The ticked days (1 = Monday) as seven digits, each 1 or 0. Raises InputError."""
    for day in days or ():
        inputs.whole(field, day, 1, 7)
    return "".join("1" if n in (days or ()) else "0" for n in range(1, 8))


def minute(field: str, clock: str) -> int:
    """`09:15` as the minute of the day. Raises InputError."""
    hours, _, minutes = clock.partition(":")
    return inputs.whole(field, hours, 0, 23) * 60 + inputs.whole(field, minutes, 0, 59)


CHANGE_SETTINGS = Action(
    "settings",
    change_settings,
    "team",
    N_("Save settings"),
    (
        fields.line("name", inputs.NAME, N_("Name"), required=True),
        fields.line("zone", inputs.ZONE, N_("Time zone, such as Europe/Vienna"), required=True),
        fields.numbers("working_days", 7, N_("Working days")),
        fields.line("end_of_day", 5, N_("The day ends at"), required=True, type="time", autocomplete=""),
        fields.numbers("standup_days", 7, N_("Stand-up on")),
        fields.line("standup_at", 5, N_("Stand-up at"), required=True, type="time", autocomplete=""),
        fields.choice("who_orders", SWITCH, N_("Who orders the queue?"), required=True),
        fields.choice("who_limits", SWITCH, N_("Who changes the WIP limit?"), required=True),
        fields.text("finished_means", inputs.REASON, N_("What finished means, in one sentence")),
    ),
    _settings,
)
ARCHIVE = Action("archive", archive, "team", N_("Archive the team"))
UNARCHIVE = Action("unarchive", unarchive, "team", N_("Bring the team back"))
