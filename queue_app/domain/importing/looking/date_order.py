"""Decides whether day or month comes first: by the dates themselves, by the order of an item's dates, else by a question."""

from collections.abc import Iterator, Sequence

from queue_app.domain.errors import N_
from queue_app.domain.importing.dates.deciding import DateReader, decide
from queue_app.domain.importing.dates.written_date import ORDERS, Order
from queue_app.domain.importing.facts.questions import ImportAnswers, ImportQuestion
from queue_app.domain.importing.facts.source_item import SourceItem

IMPOSSIBLE = 2
"""An order is ruled out if at least this many items have dates in an impossible sequence."""


def date_reader(items: Sequence[SourceItem], answers: ImportAnswers, questions: list[ImportQuestion]) -> DateReader:
    """A reader for all dates of the items. Asks only if two orders are equally likely."""
    chosen = next((order for order in ORDERS if order == answers.choice("date_order", ORDERS)), None)
    reader = decide(_cells(items), chosen)
    if not reader.open_orders or chosen:
        return reader
    if order := _by_life(items, reader):
        return reader.preferring(order)
    words = N_("Does the day or the month come first in {example}?")
    facts = {"example": reader.example}
    questions.append(
        ImportQuestion(
            "date_order", words, reader.open_orders[0], reader.open_orders, facts, {"example": reader.example}
        )
    )
    return reader


def _cells(items: Sequence[SourceItem]) -> Iterator[str]:
    for item in items:
        yield from filter(None, (item.created, item.started, item.finished, item.finished_else))


def _by_life(items: Sequence[SourceItem], reader: DateReader) -> Order | None:
    """The only order in which no item starts before it is created or ends before it starts. None if it is not clear."""
    wrong = {order: _impossible(items, reader.preferring(order)) for order in reader.open_orders}
    best = min(wrong, key=lambda order: wrong[order])
    others = [count for order, count in wrong.items() if order != best]
    return best if wrong[best] == 0 and min(others) >= IMPOSSIBLE else None


def _impossible(items: Sequence[SourceItem], reader: DateReader) -> int:
    count = 0
    for item in items:
        moments = [reader.read(cell) for cell in (item.created, item.started, item.finished) if cell]
        keys = [moment.key.date() for moment in moments if moment is not None]
        count += keys != sorted(keys)
    return count
