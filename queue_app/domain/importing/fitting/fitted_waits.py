"""Keeps the waits of a file that are possible: between open rows, no circle, at most twenty per item. Counts the others."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from queue_app.domain.errors import N_
from queue_app.domain.importing.fitting.fixes import MetFlaws, told
from queue_app.domain.importing.rows import Row
from queue_app.domain.queue.item import State
from queue_app.domain.waits.circles import closing_waits
from queue_app.domain.waits.wait import MOST

OPEN = (State.WAITING, State.IN_PROGRESS)
_SAID = N_("{item} waits for {other}")


def fitted_waits(rows: Sequence[Row], flaws: MetFlaws) -> list[Row]:
    """The rows with only the waits that can be kept."""
    if not any(row.waits_for for row in rows):
        return list(rows)
    by_key = {row.key: row for row in rows if row.key}
    in_file = sorted(rows, key=lambda row: row.line)
    kept = {row.key: _standing(row, by_key, flaws) for row in in_file if row.key and row.waits_for}
    for key, others in closing_waits(kept).items():
        for other in others:
            kept[key].remove(other)
            _met("wait_circle", by_key[key], other, flaws)
    return [replace(row, waits_for=_few(row, kept.get(row.key, []), flaws)) if row.waits_for else row for row in rows]


def _standing(row: Row, by_key: Mapping[str, Row], flaws: MetFlaws) -> list[str]:
    """The keys of the open rows that an open row waits for."""
    found = []
    for other in row.waits_for:
        if other not in by_key:
            _met("wait_lost", row, other, flaws)
        elif row.state not in OPEN or by_key[other].state not in OPEN:
            _met("wait_over", row, other, flaws)
        else:
            found.append(other)
    return found


def _few(row: Row, others: Sequence[str], flaws: MetFlaws) -> tuple[str, ...]:
    if len(others) > MOST:
        _met("waits_many", row, others[MOST], flaws)
    return tuple(others[:MOST])


def _met(kind: str, row: Row, other: str, flaws: MetFlaws) -> None:
    flaws.meet(told(kind, row.line, "waits", _SAID, item=row.key[:80], other=other[:80]))
