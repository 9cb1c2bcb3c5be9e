"""Filter the parts of an image file before it is decoded. The decoder gets only the parts that the picture needs.

The other parts can cost far more than the pixels. Exif data of 200 KB can refer to the same bytes 2,000 times, and each reference
takes memory. Comments in a GIF take quadratic time. A JPEG of 10 MB can have 100,000 scans over all pixels.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, TypeVar

MOST_PARTS = 20_000
_Part = TypeVar("_Part")

_OF_PICTURE: Final = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
"""The chunks of a PNG that the picture needs."""
_MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])", re.DOTALL)
_ALONE: Final = (0x01, 0xD8, 0xD9)
_END, _SCAN, _APP1 = 0xD9, 0xDA, 0xE1
_NOT_NEEDED: Final = {*range(0xE1, 0xEE), 0xEF, 0xFE}
"""Markers of a JPEG for comments and data of programs. 0xE0 and 0xEE are kept: they describe the colours."""
_EXTENSION, _FRAME, _TRAILER = b"!,;"
_CONTROL: Final = b"!\xf9\x04"
"""The extension that names the transparent colour. It is 8 bytes long."""
_TAG, _UPRIGHT = 0x0112, 1


class TooManyParts(Exception):
    """The file has more parts than any picture needs."""


def needed(content: bytes) -> bytes:
    """The file without parts that its picture does not need. A WebP stays as it is. Raises TooManyParts."""
    if _is_png(content):
        return content[:8] + b"".join(chunk for name, chunk in _chunks(content) if name in _OF_PICTURE)
    if _is_jpeg(content):
        return _needed_of_jpeg(content)
    if content.startswith((b"GIF87a", b"GIF89a")) and len(content) > 13:
        return _needed_of_gif(content)
    return content


def scans_of(content: bytes) -> int:
    """How often the decoder goes over all pixels: the scans of a JPEG, or 1 for any other file. Raises TooManyParts."""
    if not _is_jpeg(content):
        return 1
    return sum(marker == _SCAN for marker, _, _ in _segments(content))


def turned(content: bytes) -> int:
    """The orientation from Exif, 1 to 8; 1 if there is none. For a file that `needed` accepts."""
    exif = next(_exif(content), b"").removeprefix(b"Exif\0\0")
    if exif[:2] not in (b"II", b"MM"):
        return _UPRIGHT

    def number(at: int, size: int = 2) -> int:
        return int.from_bytes(exif[at : at + size], "little" if exif[:2] == b"II" else "big")

    first = number(4, 4) + 2
    for at in range(first, min(first + 12 * number(first - 2), len(exif)), 12):
        if number(at) == _TAG:
            return number(at + 8) if number(at + 8) in range(1, 9) else _UPRIGHT
    return _UPRIGHT


def _is_png(content: bytes) -> bool:
    return content.startswith(b"\x89PNG\r\n\x1a\n")


def _is_jpeg(content: bytes) -> bool:
    return content.startswith(b"\xff\xd8")


def _exif(content: bytes) -> Iterator[bytes]:
    if _is_png(content):
        yield from (chunk[8:-4] for name, chunk in _chunks(content) if name == b"eXIf")
    elif _is_jpeg(content):
        for marker, begin, end in _segments(content):
            if marker == _SCAN:
                return
            if marker == _APP1 and content.startswith(b"Exif\0\0", begin + 4):
                yield content[begin + 4 : end]
    elif content[:4] == b"RIFF":
        yield from (body for name, body in islice(_webp_chunks(content), MOST_PARTS) if name == b"EXIF")


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG up to its end, as (name, whole chunk)."""
    return _counted(_all_chunks(content))


def _all_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, name = 8, b""
    while at < len(content) and name != b"IEND":
        name, end = content[at + 4 : at + 8], at + 12 + int.from_bytes(content[at : at + 4], "big")
        yield name, content[at:end]
        at = end


def _webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at < len(content):
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        yield content[at : at + 4], content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _needed_of_jpeg(content: bytes) -> bytes:
    """The file without unneeded segments, and without bytes between and after segments: so the decoder sees the same segments."""
    kept, pixels_from = [], None
    for marker, begin, end in _segments(content):
        if pixels_from is not None:
            kept.append(content[pixels_from:begin])
        if marker not in _NOT_NEEDED:
            kept.append(content[begin:end])
        pixels_from = end if marker == _SCAN else None
    if pixels_from is not None:
        kept.append(content[pixels_from:])
    return b"".join(kept)


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """The segments of a JPEG up to the end of the picture, as (marker, begin, end). The pixels of a scan follow its end."""
    return _counted(_all_segments(content))


def _all_segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    at = 0
    while found := _MARKER.search(content, at):
        marker, at = found[1][0], found.end()
        if marker not in _ALONE:
            at += max(2, int.from_bytes(content[at : at + 2], "big"))
        yield marker, found.start(), at
        if marker == _END:
            return


def _needed_of_gif(content: bytes) -> bytes:
    flags = content[10]
    begin = 13 + (3 * (2 << (flags & 7)) if flags & 0x80 else 0)
    at, control = begin, b""
    for at in _counted(_blocks(content, begin)):
        if content.startswith(_CONTROL, at):
            control = content[at : at + 8]
    return content[:begin] + control + content[at:]


def _blocks(content: bytes, at: int) -> Iterator[int]:
    """The start of each block before the first picture, and of each part of a block; last, the start of the picture."""
    while at < len(content) and content[at] not in (_FRAME, _TRAILER):
        yield at
        if content[at] == _EXTENSION:
            at += 2
            while at < len(content) and content[at]:
                at += 1 + content[at]
                yield at
        at += 1
    yield at


def _counted(parts: Iterator[_Part]) -> Iterator[_Part]:
    for n, part in enumerate(parts):
        if n > MOST_PARTS:
            raise TooManyParts
        yield part
