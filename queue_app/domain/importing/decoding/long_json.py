"""Long JSON, decoded one record at a time. All values at once would take several times the size of the file."""

import json
from array import array
from collections.abc import Iterator
from typing import Any

from queue_app.domain.importing.decoding.json_values import DECODER, few_parts
from queue_app.domain.importing.decoding.long_text import LONG, MARK

PIECE, GROWS = 64 * 1024, 4
"""The bytes first tried for one value, and the growth factor if the value is longer."""
_BLANKS, _OPEN_LIST, _OPEN_OBJECT, _QUOTE = b" \t\r\n", b"[", b"{", b'"'


class _Unusual(Exception):
    """The text is broken or has another shape, so it is read as a whole."""


class LongList(list[Any]):
    """The records in a list of a JSON text. It stores where each record begins and ends, and decodes it on access."""

    def __init__(self, raw: bytes) -> None:
        super().__init__()
        self._raw = raw
        self._begins, self._ends = array("Q"), array("Q")

    def note(self, begin: int, end: int) -> None:
        """Add a record."""
        self._begins.append(begin)
        self._ends.append(end)

    def _decoded(self, nth: int) -> Any:
        return DECODER.decode(self._raw[self._begins[nth] : self._ends[nth]].decode())

    def __len__(self) -> int:
        return len(self._ends)

    def __iter__(self) -> Iterator[Any]:
        return map(self._decoded, range(len(self)))

    def __getitem__(self, which: Any) -> Any:
        if isinstance(which, slice):
            return [self._decoded(nth) for nth in range(len(self))[which]]
        return self._decoded(range(len(self))[which])


def long_json(raw: bytes) -> Any | None:
    """The value of a long text: a list of objects, or an object whose lists of objects are decoded on access.

    None if the text is short, broken or of another shape. Raises FlawedFile for a file beyond the limits.
    """
    if len(raw) < LONG:
        return None
    place = _behind_blanks(raw, len(MARK) if raw.startswith(MARK) else 0)
    if raw[place : place + 1] not in (_OPEN_LIST, _OPEN_OBJECT):
        return None
    few_parts(raw.count(b"[") + raw.count(b"{"), raw.count(b","))
    try:
        value, end = _list(raw, place) if raw.startswith(_OPEN_LIST, place) else _object(raw, place)
    except (_Unusual, RecursionError):
        return None
    return value if _behind_blanks(raw, end) == len(raw) else None


def _object(raw: bytes, place: int) -> tuple[dict[str, Any], int]:
    value: dict[str, Any] = {}
    place = _behind_blanks(raw, place + 1)
    while True:
        if not raw.startswith(_QUOTE, place):
            raise _Unusual
        name, place = _value(raw, place)
        place = _behind_blanks(raw, _sign(raw, place, b":"))
        value[name], place = _list(raw, place) if _is_of_objects(raw, place) else _value(raw, place)
        place = _behind_blanks(raw, place)
        if raw.startswith(b"}", place):
            return value, place + 1
        place = _behind_blanks(raw, _sign(raw, place, b","))


def _list(raw: bytes, place: int) -> tuple[LongList, int]:
    found = LongList(raw)
    place = _behind_blanks(raw, place + 1)
    while raw.startswith(_OPEN_OBJECT, place):
        _, end = _value(raw, place)
        found.note(place, end)
        place = _behind_blanks(raw, end)
        if raw.startswith(b"]", place):
            return found, place + 1
        place = _behind_blanks(raw, _sign(raw, place, b","))
    raise _Unusual


def _is_of_objects(raw: bytes, place: int) -> bool:
    return raw.startswith(_OPEN_LIST, place) and raw.startswith(_OPEN_OBJECT, _behind_blanks(raw, place + 1))


def _value(raw: bytes, place: int) -> tuple[Any, int]:
    """The value at this offset, and where it ends."""
    size = PIECE
    while True:
        whole = place + size >= len(raw)
        text = _text(raw[place : place + size], whole=whole)
        try:
            value, end = DECODER.raw_decode(text)
        except json.JSONDecodeError:
            end = len(text)
        if end < len(text):
            return value, place + len(text[:end].encode())
        if whole:
            raise _Unusual
        size *= GROWS


def _text(piece: bytes, *, whole: bool) -> str:
    """Decode a piece, which may end inside a character."""
    try:
        return piece.decode()
    except UnicodeDecodeError as error:
        if whole or error.start < len(piece) - len(MARK):
            raise _Unusual from None
        return piece[: error.start].decode()


def _sign(raw: bytes, place: int, sign: bytes) -> int:
    place = _behind_blanks(raw, place)
    if not raw.startswith(sign, place):
        raise _Unusual
    return place + 1


def _behind_blanks(raw: bytes, place: int) -> int:
    while raw[place : place + 1] and raw[place] in _BLANKS:
        place += 1
    return place
