"""Evidence: recently finished work shows who can take the next item of an area. Weights and shares stay in this module.

e_H(person, area) = sum of 2^(-age in days / H) over the finished items of the area that the person worked along on, with full
credit for each. Measured on 14 public histories: recent work predicts who takes the next item, the sum over all time does not.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil, floor

from queue_app.domain.cover.bound import MOST_AWAY
from queue_app.domain.cover.facts import CoverFacts, FinishedDays, WorkedDays
from queue_app.domain.cover.states import Standing

KEPT_DAYS = 720
"""Older evidence is ignored and deleted."""
COVER_HALVES, SHARE_HALVES = 180, 90
"""H in days: for what a person can do, and for their share of the work."""
ENOUGH = 1.0
LEANING = 0.6
KNOWN_ITEMS, KNOWN_DAYS = 5, 180
"""An area with fewer items finished by known people, in this many days, is not known yet."""
DECLARED_DAYS, SKIPPED_DAYS = 180, 90
LASTS_DAYS = 30
"""New cover counts as healing only if it lasts this long."""
_HAIR = 1e-9
"""Tolerance for sums of floats."""


@dataclass(slots=True)
class _Area:
    """The sums of one area: the weights of people by H, and the day on which each person last worked or skipped.

    `lasting`: the part of `able` that still counts after LASTS_DAYS. `done_at`: items by age. `seen_at`: people of items by age.
    """

    done_at: Counter[int] = field(default_factory=Counter)
    seen_at: Counter[int] = field(default_factory=Counter)
    whole: float = 0.0
    able: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    lasting: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    share: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    seen_last: dict[int, int] = field(default_factory=dict)
    skipped_last: dict[int, int] = field(default_factory=dict)
    declared: set[int] = field(default_factory=set)
    learners: set[int] = field(default_factory=set)

    @property
    def holder(self) -> int | None:
        """The only person in 60 % or more of the recent work. Two such people, because they pair, do not make an area lean."""
        least = (LEANING - _HAIR) * self.whole
        leading = [person for person, e in self.share.items() if e >= least]
        return leading[0] if len(leading) == 1 and self.whole else None

    @property
    def known_items(self) -> int:
        """How many items of the last 180 days were finished by known people. Evidence names no items, so two people on one day
        count as two items if at least two were finished that day."""
        return sum((self.done_at & self.seen_at).values())


def standings(facts: CoverFacts, today: date) -> dict[int, Standing]:
    """{area: its standing on the day}. Empty for a team of one, which does not see cover.

    5,000 finished items of 60 areas take a few hundredths of a second.
    """
    if len(facts.members) < 2:
        return {}
    areas = _sums(facts, today)
    _add_declared(areas, facts, today.toordinal())
    return {id_: _standing(area, facts.members) for id_, area in areas.items()}


def holders(facts: CoverFacts, today: date) -> dict[int, int]:
    """{area: the only member in 60 % or more of its recent work}; only for the trial of the rule on a file."""
    return {id_: area.holder for id_, area in _sums(facts, today).items() if area.holder is not None}


def _sums(facts: CoverFacts, today: date) -> dict[int, _Area]:
    areas = {area: _Area() for area in facts.areas}
    now = today.toordinal()
    _add_done(areas, facts.done, now)
    _add_seen(areas, facts.seen, facts.members, now)
    return areas


def _halves(days: int) -> list[float]:
    """The weight of each age in days."""
    return [2 ** (-age / days) for age in range(KEPT_DAYS + 1)]


_ABLE, _SHARE = _halves(COVER_HALVES), _halves(SHARE_HALVES)
_MASS = sum(_SHARE)
"""The mass of e_90 in days: a person with one item a day has e_90 = 130."""


def _add_done(areas: Mapping[int, _Area], done: Iterable[FinishedDays], now: int) -> None:
    for done_days in done:
        if done_days.area in areas:
            area, ages = areas[done_days.area], _ages(done_days.days, now)
            area.whole += sum(_SHARE[age] for age in ages)
            area.done_at.update(age for age in ages if age < KNOWN_DAYS)


def _add_seen(areas: Mapping[int, _Area], seen: Iterable[WorkedDays], members: frozenset[int], now: int) -> None:
    for row in seen:
        if row.area not in areas or not (ages := _ages(row.days, now)):
            continue
        area, person = areas[row.area], row.person
        area.seen_at.update(age for age in ages if age < KNOWN_DAYS)
        if person in members:
            area.able[person] += sum(_ABLE[age] for age in ages)
            area.lasting[person] += sum(_ABLE[age] for age in ages if age <= KEPT_DAYS - LASTS_DAYS)
            area.share[person] += sum(_SHARE[age] for age in ages)
            area.seen_last[person] = max(now - min(ages), area.seen_last.get(person, 0))


def _ages(days: Sequence[date], now: int) -> list[int]:
    """The ages, in days, of the days that count."""
    return [age for age in (now - day.toordinal() for day in days) if 0 <= age <= KEPT_DAYS]


def _add_declared(areas: Mapping[int, _Area], facts: CoverFacts, now: int) -> None:
    for declaration in facts.declared:
        age = now - declaration.day.toordinal()
        if 0 <= age <= DECLARED_DAYS and declaration.area in areas and declaration.person in facts.members:
            area = areas[declaration.area]
            (area.learners if declaration.kind == "learn" else area.declared).add(declaration.person)
    for skip in facts.skipped:
        day = skip.day.toordinal()
        if 0 <= now - day < SKIPPED_DAYS and skip.area in areas:
            last = areas[skip.area].skipped_last
            last[skip.person] = max(day, last.get(skip.person, 0))


def _standing(area: _Area, members: frozenset[int]) -> Standing:
    unsure = {person for person, day in area.skipped_last.items() if area.seen_last.get(person, 0) <= day}
    seen = {person for person, e in area.able.items() if e >= ENOUGH - _HAIR} - unsure
    able = frozenset(seen | area.declared - unsure)
    is_known = area.known_items >= KNOWN_ITEMS or bool(area.declared - unsure)
    return Standing(
        team=len(members),
        able=able,
        declared=frozenset(area.declared),
        learners=frozenset(area.learners),
        hollow=len(able - seen),
        known=is_known,
        leaning=area.holder is not None,
        heals_after=_heals_after(area, able, members) if is_known else None,
        known_after=None if is_known else KNOWN_ITEMS - area.known_items,
        by_strangers=not is_known and not area.known_items and bool(area.done_at),
        paces=_paces(area, able),
    )


def _paces(area: _Area, able: frozenset[int]) -> tuple[float, ...]:
    """Items a day of the members without the 0, 1, 2 people of `able` who did most of it; see `odds`."""
    most = sorted((area.share.get(person, 0.0) for person in able), reverse=True)
    rest = [sum(area.share.values()) - sum(most[:gone]) for gone in range(MOST_AWAY + 1)]
    return tuple(max(0.0, min(area.whole, left)) / _MASS for left in rest)


def _heals_after(area: _Area, able: frozenset[int], members: frozenset[int]) -> int | None:
    """How many items, finished today, bring the area to its next state; None if it is covered, or if no member is left.

    Below three people: items with one more person, until that person covers the area for 30 days.
    Mostly one person: items without that person. The numbers are about the area and name nobody.
    """
    if len(able) >= 3:
        if area.holder is None:
            return None
        return floor(area.share[area.holder] / LEANING - area.whole + _HAIR) + 1
    needed = ENOUGH / _ABLE[LASTS_DAYS]
    return min((max(1, ceil(needed - area.lasting.get(person, 0.0))) for person in members - able), default=None)
