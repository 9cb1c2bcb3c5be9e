"""Invented screens of the flow page: half a year of work, a day, an import without starts, nothing at all."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from queue_app.domain.chart import axis_to
from queue_app.domain.flow.ages import PastCycles, RunningAge, ages, past
from queue_app.domain.flow.blocked import Blocked, BlockedSpell, blocked
from queue_app.domain.flow.counts import Days, balance, count_parts, levels, thin_out, usual
from queue_app.domain.flow.cycles import CycleTimes, cycles
from queue_app.domain.flow.span import Choice, Span, offered_span
from queue_app.domain.forecast.forecast import Range
from queue_app.domain.team.rights import Role
from queue_app.screens.flow.flow import Cumulative, FlowScreen, LimitMark, Throughput
from queue_app.screens.values import Sle
from tests.web.values import TODAY, frame

DAY = timedelta(days=1)
MONTH = Span(TODAY - 29 * DAY, TODAY)
BEGAN = TODAY - 400 * DAY
TOOK = [1 + n * n % 13 + (40 if n % 50 == 7 else 0) for n in range(390)]
LIMITS = (
    LimitMark(TODAY - 80 * DAY, 4, 3, "Two <items> waited."),
    LimitMark(TODAY - 2 * DAY, 3, 4),
)
RUNS = (
    RunningAge(7, "Deposit by card at the time of booking, also for <groups>", TODAY - 7 * DAY, blocked=True),
    RunningAge(9, "Map of free rooms", TODAY - 14 * DAY, likely=Range(TODAY, TODAY + DAY, TODAY + 9 * DAY, None)),
    RunningAge(10, "Signs", TODAY - 20 * DAY, likely=Range(TODAY + DAY, None, None, None)),
    RunningAge(12, "Desk", TODAY),
    RunningAge(13, "Brought along", None),
    RunningAge(14, "Older than anything", TODAY - 300 * DAY),
)
SPELLS = (
    BlockedSpell(7, "Deposit by <card>", "another company", False, TODAY - 9 * DAY, TODAY),
    *(BlockedSpell(n, f"Item {n}", "a decision", True, TODAY - n * DAY, TODAY - n * DAY) for n in range(12, 17)),
    BlockedSpell(9, "Map", None, None, TODAY - 3 * DAY, TODAY - 2 * DAY),
)


def flow(role: Role = Role.MANAGER, choice: Choice = "26w", **further: object) -> FlowScreen:
    """A team that finishes about one item a day, and has some waiting."""
    ends = [BEGAN + (n + TOOK[n]) * DAY for n in range(390) if BEGAN + (n + TOOK[n]) * DAY <= TODAY]
    starts = [BEGAN + n * DAY for n in range(390)]
    days = Days(Counter(on - 3 * DAY for on in starts), Counter(starts), Counter(ends), Counter([TODAY - 9 * DAY]))
    span = offered_span(choice, BEGAN - 3 * DAY, TODAY)
    places = [CycleTimes(BEGAN + (n + TOOK[n]) * DAY, TOOK[n], 1 + n % 3 // 2, n + 1) for n in range(390)]
    finished = past(TOOK[-50:])
    screen = _screen(role, span, days, [one for one in places if span.first <= one.on <= span.last], finished)
    return replace(screen, choice=choice, **further)  # type: ignore[arg-type]


def _screen(role: Role, span: Span, days: Days, places: list[CycleTimes], finished: PastCycles) -> FlowScreen:
    every, parts = levels(days, span), count_parts(days.finished, span.bins(TODAY))
    found = cycles(places, len(places) + 2, span)
    balanced = balance(days, span.bins(TODAY, "week" if span.step == "day" else None), TODAY)
    ends = tuple((part.bin, every[(part.bin.last - span.first).days + 1]) for part in parts)
    return FlowScreen(
        frame=frame(role),
        span=span,
        choice="26w",
        began=days.began,
        throughput=Throughput(
            parts, axis_to(max(part.count for part in parts)), usual(parts, _works), LIMITS if days.began else ()
        ),
        cycles=found,
        cycle_axis=axis_to(found.top),
        sle=Sle(finished.percentile(85), finished.percentile(50)) if finished.enough else None,
        ages=ages(RUNS if days.began else (), finished, TODAY),
        cumulative=Cumulative(
            thin_out(every), axis_to(max(sum((e.waiting, e.running, e.finished)) for e in every)), ends
        ),
        blocked=blocked(SPELLS, MONTH) if days.began else Blocked(),
        balance=balanced,
        balance_axis=axis_to(max(part.added + part.dropped for part in balanced.parts)),
        titles={390: "The last <one>"},
        any_finished=bool(days.finished),
    )


def _works(day: date) -> bool:
    return day.weekday() < 5


def _without_starts() -> FlowScreen:
    full = flow()
    return replace(full, cycles=cycles([], 40, full.span), sle=None, ages=ages((), PastCycles(), TODAY))


NOTHING = _screen(Role.MEMBER, offered_span("26w", None, TODAY), Days(), [], PastCycles())
EMPTY = replace(NOTHING, cycles=cycles([], 0, NOTHING.span))
FLOW_PAGES = {
    "flow": ("flow/show.html", flow()),
    "flow of an observer": ("flow/show.html", flow(Role.OBSERVER)),
    "flow, 30 days": ("flow/show.html", flow(choice="30d")),
    "flow, 2 years": ("flow/show.html", flow(choice="2y")),
    "flow, of two days": ("flow/show.html", replace(flow(choice="30d"), choice="")),
    "flow, imported without starts": ("flow/show.html", _without_starts()),
    "flow, nothing in these days": ("flow/show.html", replace(EMPTY, any_finished=True, began=BEGAN)),
    "flow, nothing at all": ("flow/show.html", EMPTY),
}
