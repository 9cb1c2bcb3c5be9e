"""Uploaded images are redrawn: only the pixels are kept, and no hidden data of the file.

Size and kind are read from the first bytes, so that a file that would need too much memory is refused before it is decoded.
A process redraws one image at a time, outside of transactions.
"""

import ctypes
import hashlib
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final

from PIL import Image

from queue_app.domain.errors import N_, InputError
from queue_app.domain.images import LONGEST_SIDE, MOST_OF_A_JPEG, MOST_PIXELS, SENT, STORED, Picture
from queue_app.usecases.images.parts import TooManyParts, needed, scans_of, turned

Image.MAX_IMAGE_PIXELS = MOST_OF_A_JPEG
MOST_SCANNED = 20 * MOST_OF_A_JPEG
"""The most pixels in all scans of a JPEG together. A progressive JPEG has about 10 scans."""
WAIT_SECONDS = 10
MMAP_THRESHOLD = -3
"""glibc's number for M_MMAP_THRESHOLD: larger blocks of memory go back to the system as soon as they are freed."""
_TURN = threading.BoundedSemaphore(1)
_LINE = threading.BoundedSemaphore(3)
"""The image being redrawn and those that wait. More are refused at once, so that they cannot take all threads of the server."""
_FORMATS: Final = {"PNG": "png", "GIF": "png", "JPEG": "jpeg", "MPO": "jpeg", "WEBP": "webp"}
"""{format of a file: stored kind}. Only the first frame of an animation is kept: each frame is as large as the whole image, and
moving pictures would need a way to stop them."""
_SMALLER: Final = ((LONGEST_SIDE, 85), (LONGEST_SIDE, 70), (1_600, 75), (1_000, 70))
"""(longest side, quality), tried in order until the image is small enough."""
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""{orientation in Exif: how to turn the picture upright}."""
_HARMLESS: Final = {
    "background",
    "loop",
    "duration",
    "timestamp",
}


def _free_at_once() -> None:
    """Let glibc give back blocks of 1 MB and more. By default it raises that size, and each thread keeps 50 MB after an image."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # Other C libraries do not have it.
    if mallopt is not None:
        mallopt(MMAP_THRESHOLD, 1024 * 1024)


_free_at_once()


def redrawn(content: bytes) -> Picture:
    """The image in a file, redrawn and upright. Raises InputError."""
    _refuse_size(content)
    if not _LINE.acquire(blocking=False):
        raise _others()
    try:
        with _one_at_a_time():
            return _drawn(content)
    finally:
        _LINE.release()


def as_stored(content: bytes) -> Picture:
    """An image from an export. An image that Topmost drew stays as it is; any other is redrawn. Raises InputError."""
    _refuse_size(content)
    with _one_at_a_time():
        return _ours(content) or _drawn(content)


def _drawn(content: bytes) -> Picture:
    """The redrawn image. The memory is freed before this returns, and so before the next image begins."""
    with _opened(content) as image:
        kind = _FORMATS[image.format or ""]
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # A JPEG is decoded no larger than needed.
        if image.width * image.height > MOST_PIXELS:  # A long and narrow JPEG.
            raise _too_large()
        return _encoded(_plain(_upright(image, turned(content))), kind)


def _ours(content: bytes) -> Picture | None:
    """The image unchanged, if Topmost drew it; else None."""
    with _opened(content) as image:
        kind = _FORMATS[image.format or ""]
        if max(image.size) > LONGEST_SIDE:  # No export has these. A file could have thousands, each a second of work.
            raise InputError("image", N_("This image has more than {most} pixels on a side."), most=LONGEST_SIDE)
        if len(content) > STORED or not _is_ours(image, content):
            return None
        _load(image)
        return _picture(kind, image.size, content)


def _is_ours(image: Image.Image, content: bytes) -> bool:
    """Whether the file has one picture and nothing else, also after its end."""
    if image.format == "WEBP":
        whole = int.from_bytes(content[4:8], "little") + 8 == len(content) and not getattr(image, "is_animated", False)
        return whole and not set(image.info) - _HARMLESS
    end = {"PNG": b"IEND\xaeB`\x82", "JPEG": b"\xff\xd9"}.get(image.format or "")
    return end is not None and content.endswith(end) and needed(content) == content


def _refuse_size(content: bytes) -> None:
    if not content:
        raise InputError("image", N_("Choose an image."))
    if len(content) > SENT:
        raise InputError("image", N_("This file has more than {most} MB. Make it smaller."), most=SENT // 1024**2)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if not _TURN.acquire(timeout=WAIT_SECONDS):
        raise _others()
    try:
        yield
    finally:
        _TURN.release()


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    """The image, with only its header read."""
    if _webp_pixels(content) > MOST_PIXELS:  # Pillow's WebP decoder takes the memory as soon as the file is opened.
        raise _too_large()
    try:
        scans = scans_of(content)
        image = Image.open(BytesIO(needed(content)), formats=("PNG", "GIF", "JPEG", "WEBP"))
    except TooManyParts as wrong:
        raise _too_many_parts() from wrong
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as wrong:
        raise _too_large(MOST_OF_A_JPEG) from wrong
    except Exception as wrong:
        raise InputError("image", N_("This is no PNG, JPEG, GIF or WebP. Save it as one of these.")) from wrong
    with image:
        most = MOST_OF_A_JPEG if _FORMATS.get(image.format or "") == "jpeg" else MOST_PIXELS
        if image.width * image.height > most:
            raise _too_large(most)
        if image.width * image.height * scans > MOST_SCANNED:
            raise _too_many_parts()
        if image.format not in _FORMATS:
            raise InputError("image", N_("This is no PNG, JPEG, GIF or WebP. Save it as one of these."))
        yield image


def _others() -> InputError:
    return InputError("image", N_("Other images are being read now. Try again in a few seconds."))


def _too_large(most: int = MOST_PIXELS) -> InputError:
    words = N_("This image has more than {most} million pixels. Make it smaller.")
    return InputError("image", words, most=most // 1_000_000)


def _too_many_parts() -> InputError:
    return InputError("image", N_("This image has far too many parts. Save it again, then choose it."))


def _webp_pixels(content: bytes) -> int:
    """The number of pixels according to the header of a WebP; 0 for any other file."""
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
    except Exception as wrong:  # Broken files raise many errors: OSError, SyntaxError, struct.error, ...
        raise InputError("image", N_("This image is broken. Save it again, then choose it.")) from wrong


def _upright(image: Image.Image, how: int) -> Image.Image:
    """The first frame, turned by the orientation `how`."""
    _load(image)
    return image.transpose(_TURNS[how]) if how in _TURNS else image


def _plain(image: Image.Image) -> Image.Image:
    """The pixels alone, with 8 bits a channel, at most as large as the largest stored image."""
    if image.mode.startswith("I") or image.mode == "F":
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)  # First: 16 bits become 32.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
        image.info = {}
    clear = image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info
    mode = "RGBA" if clear else "L" if image.mode in ("1", "L") else "RGB"
    if image.mode != mode:  # `convert` would make a copy.
        image = image.convert(mode)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    plain = image.copy()
    plain.info = {}
    plain.getexif().clear()
    return plain


def _encoded(image: Image.Image, kind: str) -> Picture:
    """The image as its kind; if that is too large, as a WebP of lower quality and size."""
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
