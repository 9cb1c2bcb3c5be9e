"""Every page or answer that contains another person's name, for which roles, and why. A test finds any other place.

`exchanged`: why an answer may change when the finished work of two people is exchanged.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Named:
    """`roles` see names at the endpoint, for this reason."""

    endpoint: str
    roles: frozenset[str]
    reason: str
    exchanged: str = ""


_INSIDE = frozenset({"member", "manager"})
_ALL = _INSIDE | {"observer"}

EXCEPTIONS = (
    Named(
        "queue.show",
        _INSIDE,
        "Who is on a running item; at the pull at most two who could come along, to who pulls. "
        "An open page is told who acted since it was drawn.",
        "The at most two names of a pull, which are drawn anew each day: who can take the next item, never how much anybody did.",
    ),
    Named("api.queue", _INSIDE, "Who is on a running item."),
    Named(
        "item.show",
        _INSIDE,
        "Who is on the item while it runs; who wrote a note, which is signed. An open page is told who acted.",
    ),
    Named("api.item", _INSIDE, "Who is on the item while it runs."),
    Named("item.put_back", _INSIDE, "Who is on the item is named before it is put back."),
    Named("item.drop", frozenset({"manager"}), "Who is on the item is named before it is dropped."),
    Named("item.swap", _INSIDE, "Who is on the item is named before it is put back."),
    Named("item.finish", _INSIDE, "The ticks of who worked along, for everybody of the team; those on it are set."),
    Named("order.show", _INSIDE, "Who moved, dropped or set the limit: moves are signed."),
    Named("api.order", _INSIDE, "The same as on the page of the order."),
    Named("api.history", _INSIDE, "Moves, drops, limits and other decisions are signed."),
    Named("api.item_history", _INSIDE, "Who moved it or wrote a note, as on its page."),
    Named("api.events", _INSIDE, "The same events as in the history."),
    Named(
        "api.cover",
        _INSIDE,
        "The same as on the cover page.",
        "The one name of an area with one person, to members.",
    ),
    Named("team.show", _ALL, "Who is in the team."),
    Named("team.work", _INSIDE, "Who set the limit, as in the history, and when forecasts start."),
    Named("team.links", frozenset({"manager"}), "Who made a link or a token: managers revoke them."),
    Named(
        "export.document",
        frozenset({"manager"}),
        "Who wrote a note and who signed a decision, as on the pages of the item and of the order.",
    ),
    Named("imports.look", frozenset({"manager"}), "Which member a name in the file was: the members to choose from."),
    Named("team.removing", frozenset({"manager"}), "Who is about to be removed."),
    Named(
        "cover.show",
        _INSIDE,
        "The team's absences, and the form that enters one; to members the one name of an area with one person.",
        "The one name of an area with one person, to members.",
    ),
    Named(
        "cover.away",
        _INSIDE,
        "The team's absences; to members the people whom they may think of as away.",
        "Who can take what one or two can take: it follows from whose absence leaves it with nobody or with one.",
    ),
)
