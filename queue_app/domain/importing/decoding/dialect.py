"""How a table is written: which sign separates cells, and whether a first line says so (`sep=;`, as Excel writes it)."""

import re
from collections import Counter
from itertools import islice

from queue_app.domain.importing.decoding.records import records_of

SEPARATORS = ",;\t|"
LOOKED_AT, ROWS, WIDE, ENOUGH = 65_536, 60, 30, 8
"""Characters and rows of a look; cells of a wide row, and so many that more say nothing more."""

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
    width = max(widths, key=lambda cells: (widths[cells] * min(cells, WIDE) * (cells > 1), cells))
    return widths[width] / total * (1 + min(width, ENOUGH) / 10) if width > 1 else 0.0
