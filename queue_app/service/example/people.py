"""Knowledge, declarations and absences of the people in the example."""

from datetime import timedelta

from queue_app.service.example import words
from queue_app.service.example.clockwork import ExampleTeam
from queue_app.usecases.cover.absences import add_absence
from queue_app.usecases.cover.declare import declare

SAYS = {
    "Ruth": {"teach": ("Reports",), "learn": ("Fees",)},
    "Jonas": {"can": ("Loans",), "learn": ("E-books",)},
    "Priya": {"teach": ("Fees",)},
    "Lin": {"teach": ("Branch desk",), "learn": ("E-books",)},
}
AWAY = (("Ama", 12, 20), ("Priya", 5, 5))
"""(person, first and last day as days from now)."""


def people_ticked(who: str, area: str) -> list[str]:
    """The people ticked when an item of `who` is finished: those who know the area.

    If `who` does not know it, all who do are ticked too: they taught it.
    """
    return [name for name in words.PEOPLE if area in words.KNOWS[name] and who in (name, *_strangers(area))]


def _strangers(area: str) -> list[str]:
    return [name for name in words.PEOPLE if area not in words.KNOWS[name]]


def declare_all(example: ExampleTeam) -> None:
    """Declare what each person can do, can teach and wants to learn."""
    for name, declared in SAYS.items():
        example.do(name, declare, **{kind: [example.areas[area] for area in areas] for kind, areas in declared.items()})


def add_absences(example: ExampleTeam) -> None:
    """Enter an absence for next week, and later one of a day."""
    today = example.last.date()
    for name, first, last in AWAY:
        days = {"first": today + timedelta(days=first), "last": today + timedelta(days=last)}
        example.do(name, add_absence, person=example.people[name], **days)
