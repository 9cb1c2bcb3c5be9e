"""Decodes bytes and names the encoding. If the bytes do not prove it, a person chooses between the likely ones."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice

from queue_app.domain.errors import N_
from queue_app.domain.importing.decoding.letters import FREQUENT, HAN, HANGUL, JAPANESE, TRADITIONAL
from queue_app.domain.importing.flaws import Flaw, FlawedFile

MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "utf-32"),
    (b"\xff\xfe", "utf-16", "utf-16"),
    (b"\xfe\xff", "utf-16", "utf-16"),
)
"""Byte order mark, codec, and the name to show."""

SEVERAL_BYTES = {"cp932": JAPANESE, "euc_jp": JAPANESE, "gb18030": HAN, "big5": TRADITIONAL, "euc_kr": HANGUL}
CHOICES = ("utf-8", *FREQUENT, *SEVERAL_BYTES, "iso-8859-1")
"""The encodings that a person can choose."""

LOOKED_AT, AROUND = 100_000, 1_000
"""Bytes that are enough to guess the encoding, from lines with bytes above 127; and the context around such a byte."""

OTHER_SCRIPTS = frozenset(("cp1251", "koi8_r", "cp1253"))
ENOUGH, CLEARLY, FEW, FEW_LINES = 0.5, 0.02, 0.1, 20
"""Score that is good enough, clear lead, most broken bytes in a good reading (a share), most broken lines reported."""

_CUT = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,2}\Z")
_HIGH = re.compile(rb"[\x80-\xff]")
_LINE_END = re.compile(rb"[\r\n]")
_BESIDE_ASCII = re.compile(rb"(?<=[A-Za-z])[\xa0-\xff]|[\xa0-\xff](?=[A-Za-z])")
_AMONG_THEMSELVES = re.compile(rb"(?<=[\xa0-\xff])[\xa0-\xff](?=[\xa0-\xff])")
_ODD = re.compile("[a-zß-ÿ][А-ЯA-ZÀ-Þ]|[а-яё][А-ЯA-Za-z]|[A-Za-z][а-яё]|[α-ω][A-Za-z]")  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class DecodedText:
    """`others`: other encodings that decode the file too, to different text. `broken`: lines with undecodable bytes."""

    text: str
    encoding: str
    others: tuple[str, ...] = ()
    broken: tuple[int, ...] = ()


def decode(raw: bytes, chosen: str | None = None) -> DecodedText:
    """The text of a file. Raises FlawedFile if it is not text."""
    if chosen:
        return _lenient(raw, chosen, chosen)
    for mark, codec, name in MARKS:
        if raw.startswith(mark):
            return _lenient(raw, codec, name)
    if silent := _wide_without_mark(raw):
        return _lenient(raw, silent, "utf-16")
    if raw.count(b"\0") > len(raw) // 200 + 2:
        raise FlawedFile([Flaw(1, "file", N_("This file is not text. Export it as CSV or JSON."))])
    try:
        text = _without_zeros(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return _lenient(raw, "utf-8", "utf-8") if _nearly_utf8(raw) else _guessed(raw)
    return DecodedText(text, "utf-8", broken=_broken_lines(text) if b"\0" in raw else ())


def _wide_without_mark(raw: bytes) -> str | None:
    """The UTF-16 codec of a file without a byte order mark: every second byte of Latin text is zero."""
    start = raw[:2_000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 3 < len(start) or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _lenient(raw: bytes, codec: str, name: str) -> DecodedText:
    """Decode with replacement characters for undecodable bytes, and report their lines."""
    try:
        return DecodedText(_without_zeros(raw.decode(codec)), name)
    except UnicodeDecodeError:
        text = _without_zeros(raw.decode(codec, "replace"))
        return DecodedText(text, name, broken=_broken_lines(text))


def _broken_lines(text: str) -> tuple[int, ...]:
    """The first lines with undecodable bytes."""
    places = islice(re.finditer("\ufffd", text), FEW_LINES)
    return tuple(dict.fromkeys(text.count("\n", 0, match.start()) + 1 for match in places))


def _without_zeros(text: str) -> str:
    return text.replace("\0", "\ufffd") if "\0" in text else text


def _nearly_utf8(raw: bytes) -> bool:
    """Whether the text is UTF-8 with a few broken bytes: most bytes above 127 are well formed."""
    text = raw.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = len(text.encode("utf-8", "replace")) - len(text) - 2 * wrong
    return right > 3 * wrong or (wrong == 1 and _CUT.search(raw) is not None)


def _guessed(raw: bytes) -> DecodedText:
    """Decode with the encoding in which the most letters are common in its language."""
    sample = _sample(raw)
    scores = {encoding: _plausible(sample, encoding) for encoding in (*SEVERAL_BYTES, *FREQUENT)}
    best = max(scores, key=lambda encoding: scores[encoding])
    decoded = _lenient(raw, best, best)
    rivals = [one for one in scores if one != best and scores[one] >= max(ENOUGH, scores[best] - CLEARLY)]
    others = tuple(one for one in rivals if sample.decode(one, "replace") != sample.decode(best, "replace"))
    if scores[best] < ENOUGH:
        others = tuple(one for one in ("cp1252", "cp1251", "cp932") if one != best)
    latin = best == "cp1252" and not re.search(rb"[\x80-\x9f]", raw) and not raw.startswith(b"sep=")
    return replace(decoded, encoding="iso-8859-1" if latin else best, others=others)


def _sample(raw: bytes) -> bytes:
    """The lines with bytes above 127. Of very long lines, only the text around these bytes."""
    pieces, size, end = [], 0, 0
    for match in _HIGH.finditer(raw):
        if match.start() < end:
            continue
        left = max(end, match.start() - AROUND)
        begin = max(left, raw.rfind(b"\n", left, match.start()) + 1, raw.rfind(b"\r", left, match.start()) + 1)
        line_end = _LINE_END.search(raw, match.end(), match.end() + AROUND)
        end = line_end.start() if line_end else match.end() + AROUND
        pieces.append(raw[begin:end])
        size += end - begin
        if size > LOOKED_AT:
            break
    return b"\n".join(pieces)


def _plausible(sample: bytes, encoding: str) -> float:
    """The share of non-ASCII characters that are common in the encoding's language.

    Words that mix scripts and letters with unusual neighbours lower it.
    """
    text = sample.decode(encoding, "replace")
    signs = Counter(sign for sign in text if not sign.isascii())
    total = signs.total()
    if not total or signs["\ufffd"] > total * FEW:
        return 0.0
    known = sum(count for sign, count in signs.items() if sign in _frequent(encoding))
    if encoding in SEVERAL_BYTES:
        return _several(text, signs, known / total, encoding)
    return known / total - min(0.5, len(_ODD.findall(text)) / total / 2) - _foreign(sample, encoding)


def _foreign(sample: bytes, encoding: str) -> float:
    """A penalty for letters with unusual neighbours.

    In Latin words, letters beyond ASCII are next to ASCII letters. In other scripts, they are next to each other.
    """
    total = len(_HIGH.findall(sample))
    if encoding in OTHER_SCRIPTS:
        return len(_BESIDE_ASCII.findall(sample)) / total / 2
    return len(_AMONG_THEMSELVES.findall(sample)) / total / 2


def _frequent(encoding: str) -> frozenset[str]:
    return SEVERAL_BYTES.get(encoding) or FREQUENT[encoding]


def _several(text: str, signs: Counter[str], share: float, encoding: str) -> float:
    """Score an encoding with two bytes per character.

    Such text comes in runs. A single character between Latin letters suggests a letter of another encoding.
    """
    lonely = len(re.findall(r"[A-Za-z][^\x00-\x7f](?=[A-Za-z\s,;]|$)", text))
    if lonely * 3 > signs.total():
        return 0.0
    return min(1.0, share * (3 if encoding in ("cp932", "euc_jp", "gb18030", "big5") else 1))
