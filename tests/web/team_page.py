"""The team page and what its links open, as a manager, an observer and a guest see them."""

from dataclasses import replace
from datetime import date, timedelta

from queue_app.domain.forecast.habit import Habit
from queue_app.domain.team.days_off import DaysOff
from queue_app.domain.team.rights import Role
from queue_app.screens.agents.settings import AgentArea, AgentSettings
from queue_app.screens.forecast.shared import SharedForecast, SharedRow
from queue_app.screens.forecast.when import LikelyFinish
from queue_app.screens.team.calendar import CalendarShown, HistoryStart, PageLinkLine
from queue_app.screens.team.team import AreaSetting, KindLine, LimitLine, MemberLine, Settings, TeamScreen
from queue_app.screens.values import ReasonShown
from tests.web.values import FORECAST, NOW, TODAY, frame

SPELLS = tuple(
    DaysOff(TODAY + timedelta(days=30 * n), TODAY + timedelta(days=30 * n + n % 3), "Closed <Co>") for n in range(9)
)
NEW_YEAR = date(2026, 1, 1)
CALENDAR = CalendarShown(
    SPELLS, (DaysOff(NEW_YEAR, NEW_YEAR),), HistoryStart(date(2026, 9, 1), NOW, "It is new.", "Ines")
)
SETTINGS = Settings("Tigers", "Europe/Vienna", (1, 2, 3, 4, 5), "18:00", (1, 3), "09:15", "managers", "everybody", "")
LINKS = (PageLinkLine(1, "forecast", "The hall", "Ines", NOW), PageLinkLine(2, "radiator", "Sales", None, None))


def team(role: Role = Role.MANAGER, calendar: CalendarShown = CALENDAR) -> TeamScreen:
    manages = role is Role.MANAGER
    return TeamScreen(
        frame(role),
        SETTINGS,
        (MemberLine(1, "Ines", Role.MANAGER, manages, True), MemberLine(2, "Mina", Role.MEMBER)),
        (LimitLine(NOW, 3, None, None),),
        (AreaSetting(1, "Search", 2), AreaSetting(2, "Payments"), AreaSetting(3, "Old", archived=True)),
        (KindLine(1, "a decision", True), KindLine(2, "an old kind", False, archived=True)),
        calendar=calendar,
        links=LINKS if manages else (),
        agents=AgentSettings(2, 30, "people", (AgentArea(1, "Search", True), AgentArea(2, "Payments", False))),
    )


def shared(*rows: SharedRow, waiting: int = 0) -> SharedForecast:
    return SharedForecast("Tigers", "Europe/Vienna", NOW, rows, waiting or len(rows), FORECAST)


TEAM_PAGES = {
    **{f"team, {page}": (f"team/{page}.html", team()) for page in ("people", "work", "settings", "links", "archive")},
    "team, people, of an observer": ("team/people.html", team(Role.OBSERVER)),
    "team, work, of an observer": ("team/work.html", team(Role.OBSERVER)),
    "team, work, without days off": ("team/work.html", team(calendar=CalendarShown())),
    "forecast of a guest": (
        "shared/forecast.html",
        shared(SharedRow(1, 21, "Refund <rooms>", ReasonShown("31 calls.")), SharedRow(2, 22, "Sync"), waiting=120),
    ),
    "forecast of a guest, at the habit": (
        "shared/forecast.html",
        replace(
            shared(
                SharedRow(
                    6, 26, "Refund <rooms>", when=LikelyFinish(8, 6, FORECAST.range(8)), at_habit=FORECAST.range(11)
                ),
                SharedRow(7, 27, "Sync", when=LikelyFinish(9, 7, None)),
            ),
            forecast=replace(FORECAST, habit=Habit((2.3,))),
        ),
    ),
    "forecast of a guest, nothing": ("shared/forecast.html", shared()),
}
