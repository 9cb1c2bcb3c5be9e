"""Images that people send are drawn again: only their pixels are kept, and nothing that was hidden in the file.

Size and kind are read from the first bytes, so that a file that would need much memory is refused before it is decoded.
One image is drawn at a time in a process, outside every transaction.
"""

import hashlib
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

from queue_app.domain.errors import N_, InputError
from queue_app.domain.images import LONGEST_SIDE, MOST_PIXELS, SENT, STORED, Picture

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
WAIT_SECONDS = 10
_TURN = threading.BoundedSemaphore(1)
_FORMATS: Final = {"PNG": "png", "GIF": "png", "JPEG": "jpeg", "MPO": "jpeg", "WEBP": "webp"}
"""{format of a file: the kind that is stored}. An animation is its first frame: each frame is as large as the whole, and what
moves needs a way to stop it."""
_SMALLER: Final = ((LONGEST_SIDE, 85), (LONGEST_SIDE, 70), (1_600, 75), (1_000, 70))
"""Longest side and quality of what is tried until it is small enough."""
_HARMLESS: Final = {
    "jfif",
    "jfif_version",
    "jfif_unit",
    "jfif_density",
    "dpi",
    "background",
    "loop",
    "duration",
    "timestamp",
}


def redrawn(content: bytes) -> Picture:
    """The image in a file, drawn again and upright. Raises InputError."""
    _refuse_size(content)
    with _one_at_a_time(), _opened(content) as image:
        kind = _FORMATS[image.format or ""]
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # A JPEG is decoded no larger than it is needed.
        return _encoded(_plain(_upright(image)), kind)


def as_stored(content: bytes) -> Picture:
    """An image from an export. One that was drawn by us stays as it is, any other is drawn again. Raises InputError."""
    with _one_at_a_time(), _opened(content) as image:
        kind = _FORMATS[image.format or ""]
        if len(content) <= STORED and max(image.size) <= LONGEST_SIDE and _is_ours(image, content):
            _load(image)
            return _picture(kind, image.size, content)
    return redrawn(content)


def _is_ours(image: Image.Image, content: bytes) -> bool:
    """Whether nothing but one picture is in the file, and nothing behind it."""
    if image.format == "PNG":
        return not set(_chunks(content)) - {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
    if image.format == "WEBP":
        whole = int.from_bytes(content[4:8], "little") + 8 == len(content) and not getattr(image, "is_animated", False)
    else:
        whole = image.format == "JPEG" and content.endswith(b"\xff\xd9")
    return whole and not set(image.info) - _HARMLESS


def _chunks(content: bytes) -> Iterator[bytes]:
    """The names of the chunks of a PNG; what is behind the last one counts as a chunk without a name."""
    at = 8
    while at < len(content):
        name = content[at + 4 : at + 8]
        yield name
        at += 12 + int.from_bytes(content[at : at + 4], "big")
        if name == b"IEND" and at != len(content):
            yield b""


def _refuse_size(content: bytes) -> None:
    if not content:
        raise InputError("image", N_("Choose an image."))
    if len(content) > SENT:
        raise InputError("image", N_("This file has more than {most} MB. Make it smaller."), most=SENT // 1024**2)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if not _TURN.acquire(timeout=WAIT_SECONDS):
        raise InputError("image", N_("Other images are being read now. Try again in a few seconds."))
    try:
        yield
    finally:
        _TURN.release()


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    """The image, of which only the head was read."""
    if _webp_pixels(content) > MOST_PIXELS:  # Its decoder takes the memory as soon as it is opened.
        raise _too_large()
    try:
        image = Image.open(BytesIO(content), formats=("PNG", "GIF", "JPEG", "WEBP"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as wrong:
        raise _too_large() from wrong
    except Exception as wrong:
        raise InputError("image", N_("This is no PNG, JPEG, GIF or WebP. Save it as one of these.")) from wrong
    with image:
        if image.width * image.height > MOST_PIXELS:
            raise _too_large()
        if image.format not in _FORMATS:
            raise InputError("image", N_("This is no PNG, JPEG, GIF or WebP. Save it as one of these."))
        yield image


def _too_large() -> InputError:
    return InputError("image", N_("This image has more than {most} million pixels. Make it smaller."), most=50)


def _webp_pixels(content: bytes) -> int:
    """The pixels that the head of a WebP says it has; 0 for anything else."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or len(content) < 30:
        return 0
    kind = content[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
    elif kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (side & 0x3FFF for side in struct.unpack("<HH", content[26:30]))
    return width * height


def _load(image: Image.Image) -> None:
    try:
        image.load()
    except Exception as wrong:  # Broken files raise what their decoder meets: OSError, SyntaxError, struct.error, ...
        raise InputError("image", N_("This image is broken. Save it again, then choose it.")) from wrong


def _upright(image: Image.Image) -> Image.Image:
    """The first frame, turned as the camera says."""
    _load(image)
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # What it says is broken: the pixels are fine.
        return image


def _plain(image: Image.Image) -> Image.Image:
    """The pixels alone, in 8 bits, at most as large as they are stored."""
    if image.mode.startswith("I") or image.mode == "F":
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    elif image.mode in ("1", "L") and "transparency" not in image.info:
        image = image.convert("L")
    else:
        clear = image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info
        image = image.convert("RGBA" if clear else "RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    plain = image.copy()
    plain.info = {}
    plain.getexif().clear()
    return plain


def _encoded(image: Image.Image, kind: str) -> Picture:
    """The image as its kind; where that would be too large, as a smaller and rougher WebP."""
    first, *others = ((kind, *how) for how in _SMALLER)
    for as_kind, side, quality in (first, *(("webp", side, quality) for _, side, quality in others)):
        if max(image.size) > side:
            image.thumbnail((side, side), Image.Resampling.LANCZOS)
        content = _saved(image, as_kind, quality)
        if len(content) <= STORED:
            return _picture(as_kind, image.size, content)
    raise InputError("image", N_("This image stays too large. Make it smaller."))


def _saved(image: Image.Image, kind: str, quality: int) -> bytes:
    into = BytesIO()
    if kind == "png":
        image.save(into, "PNG")
    elif kind == "jpeg":
        image.save(into, "JPEG", quality=quality)
    else:
        image.save(into, "WEBP", quality=quality, method=4)
    return into.getvalue()


def _picture(kind: str, size: tuple[int, int], content: bytes) -> Picture:
    return Picture(kind, *size, hashlib.sha256(content).hexdigest(), content)
