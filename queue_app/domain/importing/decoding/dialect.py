"""How a table is written: which sign separates cells, and whether a first line says so (`sep=;`, as Excel writes it)."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from queue_app.domain.importing.decoding.records import records_of

SEPARATORS = ",;\t|"
LOOKED_AT, ROWS = 65_536, 60

_SAID = re.compile(r"\ufeff?\"?sep=(.)\"?(?:\r\n?|\n|\Z)", re.IGNORECASE)


def separator(text: str) -> tuple[str, int]:
    """The separator, and where the table begins."""
    if said := _SAID.match(text):
        return said[1], said.end()
    start = text[:LOOKED_AT]
    whole = start if len(text) <= LOOKED_AT else start[: max(start.rfind("\n"), start.rfind("\r")) + 1] or start
    return max(SEPARATORS, key=lambda sign: _evenness(whole, sign)), 0


def _evenness(text: str, sign: str) -> float:
    """How well the sign cuts the rows into the same number of cells, and into how many."""
    rows = (cells for _, cells in islice(records_of(text, sign), ROWS) if any(map(str.strip, cells)))
    widths = Counter(map(len, rows))
    total = widths.total()
    if not total:
        return 0.0
    width = max(widths, key=lambda cells: (widths[cells] * min(cells, 30) * (cells > 1), cells))
    return 0.0 if width < 2 else widths[width] / total * (1 + _capped(width, (8, 0.1)))


def _capped(width: int, by: Iterable[float]) -> float:
    most, weight = by
    return min(width, most) * weight
