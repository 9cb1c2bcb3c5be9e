"""Image files as people send them, made with Pillow, and files that only pretend to be images."""

import struct
import zlib
from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

GPS = {1: "N", 2: (48.0, 12.0, 0.0), 3: "E", 4: (16.0, 22.0, 0.0)}
HIDDEN = b"secret words"


def picture(
    form: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", turn: int = 6, **how: object
) -> bytes:
    """A red image with a blue upper left corner, and with words hidden in its metadata."""
    image = Image.new(mode, size, "red")
    image.paste("blue", (0, 0, size[0] // 2, size[1] // 2))
    into = BytesIO()
    if form == "PNG":
        hidden = PngInfo()
        hidden.add_text("Comment", HIDDEN.decode())
        how = {"pnginfo": hidden, **how}
    if form in ("JPEG", "WEBP"):
        exif = Image.Exif()
        exif[0x010E] = HIDDEN.decode()
        exif[0x0112] = turn  # 6: the camera was turned, so the blue corner belongs on the right.
        exif.get_ifd(0x8825).update(GPS)
        how = {"exif": exif, **how}
    image.save(into, form, **how)
    return into.getvalue()


def animation(form: str) -> bytes:
    """Two frames, the first one red."""
    into, frames = BytesIO(), [Image.new("RGB", (20, 20), colour) for colour in ("red", "green")]
    frames[0].save(into, form, save_all=True, append_images=frames[1:], duration=100)
    return into.getvalue()


def noise(size: tuple[int, int]) -> bytes:
    """An image that no format can compress."""
    into = BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(into, "PNG", compress_level=0)
    return into.getvalue()


def bomb(form: str) -> bytes:
    """A small file that claims to have 30,000 x 30,000 pixels (WebP: 16,000 x 16,000)."""
    if form == "PNG":
        head = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
        body = b"IDAT" + zlib.compress(bytes(1_000))
        chunks = (
            struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
            for chunk in (head, body, b"IEND")
        )
        return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
    if form == "GIF":
        made = bytearray(picture("GIF"))
        made[6:10] = struct.pack("<HH", 30_000, 30_000)
        return bytes(made)
    if form == "JPEG":
        made = bytearray(picture("JPEG"))
        at = made.index(b"\xff\xc0") + 5
        made[at : at + 4] = struct.pack(">HH", 30_000, 30_000)
        return bytes(made)
    made = bytearray(animation("WEBP"))
    made[24:30] = (15_999).to_bytes(3, "little") * 2
    return bytes(made)


def costly(form: str) -> bytes:
    """A small file that takes minutes to decode, or far more memory than its pixels."""
    made = picture(form)
    if form == "GIF":
        at = 13 + 3 * (2 << (made[10] & 7))
        return made[:at] + b"!\xfe\x01a\x00" * 400_000 + made[at:]
    if form == "PNG":
        exif = _repeating()
        return made[:33] + _chunk(b"eXIf" + exif) + made[33:]
    into = BytesIO()
    Image.new("L", (5_000, 5_000)).save(into, "JPEG", progressive=True)
    scans = into.getvalue()
    begin = scans.rindex(b"\xff\xda")
    return scans[:begin] + scans[begin:-2] * 500 + b"\xff\xd9"


def _repeating() -> bytes:
    """Exif data with 2,000 texts that all point to the same 500,000 bytes."""
    head = b"MM\0*\0\0\0\x08" + struct.pack(">H", 2_000)
    words = (struct.pack(">HHLL", 1_000 + n, 1, 500_000, 8) for n in range(2_000))
    return head + b"".join(words) + bytes(500_000)


def _chunk(named: bytes) -> bytes:
    return struct.pack(">I", len(named) - 4) + named + struct.pack(">I", zlib.crc32(named))
