"""What the people of the example know, what they say of themselves, and when they are away."""

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
"""Who, from and to so many days from now."""


def along(who: str, area: str) -> list[str]:
    """Who is ticked at the finish of what `who` pulled: who knows the area; whoever does not was shown by all who do."""
    return [name for name in words.PEOPLE if area in words.KNOWS[name] and who in (name, *_strangers(area))]


def _strangers(area: str) -> list[str]:
    return [name for name in words.PEOPLE if area not in words.KNOWS[name]]


def say(told: ExampleTeam) -> None:
    """What each of them can take, can teach, wants to learn."""
    for name, said in SAYS.items():
        told.do(name, declare, **{kind: [told.areas[area] for area in areas] for kind, areas in said.items()})


def go_away(told: ExampleTeam) -> None:
    """Next week somebody is away, and later somebody else for a day."""
    today = told.last.date()
    for name, first, last in AWAY:
        days = {"first": today + timedelta(days=first), "last": today + timedelta(days=last)}
        told.do(name, add_absence, person=told.people[name], **days)
