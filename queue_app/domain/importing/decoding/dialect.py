"""The dialect of a delimited table: its separator, and a first line that names it (`sep=;`, as Excel writes it)."""

import re
from collections import Counter
from itertools import islice

from queue_app.domain.importing.decoding.records import records_of

SEPARATORS = ",;\t|"
LOOKED_AT, ROWS, WIDE, ENOUGH = 65_536, 60, 30, 8
"""Limits for the guess: characters and rows read, cells of a wide row, and the width beyond which a row scores no higher."""

_SAID = re.compile(r"\ufeff?\"?sep=(.)\"?(?:\r\n?|\n|\Z)", re.IGNORECASE)


def separator(text: str) -> tuple[str, int]:
    """The separator, and the offset at which the table begins."""
    if said := _SAID.match(text):
        return said[1], said.end()
    start = text[:LOOKED_AT]
    whole = start if len(text) <= LOOKED_AT else start[: max(start.rfind("\n"), start.rfind("\r")) + 1] or start
    return max(SEPARATORS, key=lambda sign: _evenness(whole, sign)), 0


def _evenness(text: str, sign: str) -> float:
    """Score a separator: how evenly it splits the rows, and into how many cells."""
    rows = (cells for _, cells in islice(records_of(text, sign), ROWS) if any(map(str.strip, cells)))
    widths = Counter(map(len, rows))
    total = widths.total()
    if not total:
        return 0.0
    width = max(widths, key=lambda cells: (widths[cells] * min(cells, WIDE) * (cells > 1), cells))
    return widths[width] / total * (1 + min(width, ENOUGH) / 10) if width > 1 else 0.0
