"""Images are drawn again: upright, without anything hidden, small enough; what is none, or far too large, is refused."""

import struct
import threading
from io import BytesIO

import pytest
from PIL import Image

from queue_app.domain.errors import InputError
from queue_app.domain.images import LONGEST_SIDE, SENT, STORED, Picture
from queue_app.usecases.images import redraw
from queue_app.usecases.images.redraw import as_stored, redrawn
from tests.pictures import HIDDEN, animation, bomb, costly, noise, picture

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


def opened(made: Picture) -> Image.Image:
    image = Image.open(BytesIO(made.content))
    image.load()
    assert image.size == (made.width, made.height)
    assert image.format == made.kind.upper()
    return image


@pytest.mark.parametrize("form", FORMATS)
def test_only_the_picture_is_kept(form: str) -> None:
    sent = picture(form)
    assert form == "GIF" or HIDDEN in sent
    made = redrawn(sent)
    image = opened(made)
    assert HIDDEN not in made.content
    assert not image.getexif()
    assert not image.getexif().get_ifd(0x8825)
    assert made.kind == {"GIF": "png"}.get(form, form.lower())


@pytest.mark.parametrize("form", ["JPEG", "WEBP"])
def test_it_is_turned_as_the_camera_says(form: str) -> None:
    image = opened(redrawn(picture(form))).convert("RGB")
    assert image.size == (30, 40)
    red, _, blue = image.getpixel((27, 3))
    assert blue > 200 > red


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "RGB"])
def test_any_kind_of_pixels_is_drawn(mode: str) -> None:
    into = BytesIO()
    Image.new(mode, (8, 8)).save(into, "PNG")
    opened(redrawn(into.getvalue()))


def test_a_printer_s_jpeg_is_drawn_and_transparency_stays() -> None:
    into = BytesIO()
    Image.new("CMYK", (8, 8)).save(into, "JPEG")
    assert opened(redrawn(into.getvalue())).mode == "RGB"
    assert opened(redrawn(picture("PNG", mode="RGBA"))).mode == "RGBA"


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_stays(form: str) -> None:
    image = opened(redrawn(animation(form)))
    assert not getattr(image, "is_animated", False)
    assert image.convert("RGB").getpixel((5, 5))[0] > 200


def test_a_large_one_becomes_smaller() -> None:
    assert max(opened(redrawn(picture("JPEG", (6_000, 200)))).size) <= LONGEST_SIDE
    made = redrawn(noise((1_800, 1_500)))
    assert made.size <= STORED
    assert made.kind == "webp"


@pytest.mark.parametrize("form", FORMATS)
def test_a_bomb_is_refused_before_it_is_decoded(form: str) -> None:
    sent = bomb(form)
    assert len(sent) < 5_000
    with pytest.raises(InputError, match="million pixels"):
        redrawn(sent)


@pytest.mark.parametrize("form", ["JPEG", "GIF"])
def test_a_file_of_very_many_parts_is_refused(form: str) -> None:
    with pytest.raises(InputError, match="too many parts"):
        redrawn(costly(form))


def test_exif_that_repeats_itself_takes_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of its words would be a copy of the same bytes: 1 GB of a file of 500 KB."""
    monkeypatch.setattr("PIL.TiffImagePlugin.ImageFileDirectory_v2.load", lambda *_: pytest.fail("Exif is read whole"))
    opened(redrawn(costly("PNG")))
    opened(redrawn(picture("JPEG")))


@pytest.mark.parametrize(("turn", "corner"), [(1, (3, 3)), (3, (37, 27)), (8, (3, 37))])
def test_each_turn_of_a_camera(turn: int, corner: tuple[int, int]) -> None:
    red, _, blue = opened(redrawn(picture("JPEG", turn=turn))).convert("RGB").getpixel(corner)
    assert blue > 200 > red


def test_more_images_at_once_are_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that wait have a thread of the server each."""
    monkeypatch.setattr(redraw, "_LINE", threading.BoundedSemaphore(1))
    monkeypatch.setattr(redraw, "_drawn", lambda _: redrawn(picture()))
    with pytest.raises(InputError, match="Other images"):
        redrawn(picture())


def test_an_export_has_no_image_larger_than_we_store() -> None:
    with pytest.raises(InputError, match="2,560 pixels"):
        as_stored(picture("PNG", (LONGEST_SIDE + 1, 2)))


@pytest.mark.parametrize("form", FORMATS)
def test_half_a_file_is_refused(form: str) -> None:
    whole = picture(form, (400, 300))
    for part in (whole[: len(whole) // 2], whole[:20], whole[:8]):
        with pytest.raises(InputError) as refused:
            redrawn(part)
        assert refused.value.field == "image"


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"BM" + bytes(60),
        bytes(SENT + 1),
    ],
    ids=["nothing", "svg", "html", "pdf", "bmp", "too large"],
)
def test_anything_else_is_refused(sent: bytes) -> None:
    with pytest.raises(InputError):
        redrawn(sent)


@pytest.mark.parametrize("form", FORMATS)
def test_what_stands_behind_or_in_the_picture_goes(form: str) -> None:
    made = redrawn(picture(form) + b"<script>alert(1)</script>")
    assert b"script" not in made.content
    assert b"script" not in as_stored(made.content + b"<script>").content


@pytest.mark.parametrize("form", FORMATS)
def test_what_was_drawn_by_us_stays_and_a_forged_one_does_not(form: str) -> None:
    made = redrawn(picture(form))
    assert as_stored(made.content) == made
    assert HIDDEN not in as_stored(picture(form)).content
    if form == "JPEG":
        hidden = b"\xff\xe5" + struct.pack(">H", len(HIDDEN) + 2) + HIDDEN
        assert as_stored(made.content[:2] + hidden + made.content[2:]) != made
        assert HIDDEN not in as_stored(made.content + HIDDEN + b"\xff\xd9").content
