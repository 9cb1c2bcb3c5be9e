"""Small pictures of pages, and the differences between two pictures. The browser scales, compares and draws them.

Time, ids and words come from the stage, and the font is part of Chromium on Debian. Two pictures are compared by the mean colour
of squares, because another version of the font library renders glyphs slightly differently.
"""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.web.values import NOW

ACCEPTED = Path(__file__).parent / "accepted"
FOUND = Path(__file__).parents[2] / "build" / "pictures"
FONT = "DejaVu Sans"
SHRINK, SQUARE, FAR = 4, 3, 27
"""The width of a square in pixels of the picture, which is a quarter as wide as the page; and the largest allowed difference of
mean colours (of 255). Measured: glyphs at whole pixels 21, buttons 4 px lower 32."""

SIZES = {
    "desktop": (1440, 900, "light"),
    "phone": (390, 844, "light"),
    "dark": (1440, 900, "dark"),
    "wall": (1920, 1080, "light"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """A page of the stage at a size."""

    page: str
    size: str

    @property
    def file(self) -> str:
        """`queue-help-first-dark.png`."""
        return f"{self.page.replace(', ', '-').replace(' ', '-')}-{self.size}.png"


LOOKS = tuple(
    Look(*one)
    for one in (
        ("queue", "desktop"),
        ("queue", "phone"),
        ("queue, help first", "dark"),
        ("item", "desktop"),
        ("item", "phone"),
        ("item, finish", "desktop"),
        ("stand-up", "desktop"),
        ("forecast, when", "dark"),
        ("flow", "desktop"),
        ("cover", "phone"),
        ("team, work", "desktop"),
        ("radiator, 3 running", "wall"),
    )
)

_WIDE = """font => {
    const draw = new OffscreenCanvas(9, 9).getContext('2d');
    draw.font = font;
    return draw.measureText('Wgm').width;
}"""
_SHRUNK = """async ([data, by]) => {
    const image = await createImageBitmap(await (await fetch('data:image/png;base64,' + data)).blob());
    const canvas = new OffscreenCanvas(Math.round(image.width / by), Math.round(image.height / by));
    const draw = canvas.getContext('2d');
    draw.imageSmoothingQuality = 'high';
    draw.drawImage(image, 0, 0, canvas.width, canvas.height);
    const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
    return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
}"""
_COMPARED = """async ([before, after, square, far]) => {
    const [was, now] = await Promise.all([before, after].map(async data =>
        createImageBitmap(await (await fetch('data:image/png;base64,' + data)).blob())));
    const width = Math.max(was.width, now.width), height = Math.max(was.height, now.height);
    const colours = image => {
        const draw = new OffscreenCanvas(width, height).getContext('2d');
        draw.drawImage(image, 0, 0);
        return draw.getImageData(0, 0, width, height).data;
    };
    const [a, b] = [colours(was), colours(now)];
    const canvas = new OffscreenCanvas(2 * width + square, height), draw = canvas.getContext('2d');
    draw.drawImage(was, 0, 0);
    draw.drawImage(now, width + square, 0);
    draw.strokeStyle = 'red';
    let differ = 0, most = 0;
    for (let y = 0; y < height; y += square) for (let x = 0; x < width; x += square) {
        const sums = [0, 0, 0];
        let pixels = 0;
        for (let i = y; i < Math.min(y + square, height); i++) for (let j = x; j < Math.min(x + square, width); j++, pixels++)
            for (let c = 0; c < 4; c++) if (c < 3) sums[c] += a[4 * (i * width + j) + c] - b[4 * (i * width + j) + c];
        const apart = Math.max(...sums.map(Math.abs)) / pixels;
        most = Math.max(most, apart);
        if (apart > far) { differ++; draw.strokeRect(width + square + x, y, square, square); }
    }
    const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
    const picture = btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
    return [differ, most, was.width === now.width && was.height === now.height, picture];
}"""


@dataclass(frozen=True, slots=True)
class Difference:
    """The number of squares that differ, and the largest difference `most`. `picture` shows both side by side, with marks."""

    squares: int
    most: float
    same_size: bool
    picture: bytes


class Camera:
    """Takes pictures with one browser."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._desk = browser.new_page()

    def take(self, look: Look, style: str = "") -> bytes:
        """A picture of the current page, with an additional style."""
        width, height, theme = SIZES[look.size]
        with self._page(width, height, theme) as page:
            page.goto(f"{self._address}/shown/{look.page}")
            page.add_style_tag(
                content=f"* {{ font-family: '{FONT}' !important; caret-color: transparent !important; }} {style}"
            )
            page.evaluate("document.fonts.ready")
            return self._shrunk(page.screenshot(animations="disabled", scale="css"))

    def compare(self, before: bytes, after: bytes) -> Difference:
        """The differences between two pictures."""
        sent = [base64.b64encode(one).decode() for one in (before, after)]
        squares, most, same_size, picture = self._desk.evaluate(_COMPARED, [*sent, SQUARE, FAR])
        return Difference(squares, most, same_size, base64.b64decode(picture))

    def has_font(self) -> bool:
        """Whether the font of the accepted pictures is installed: a text in it has the same width."""
        wanted, other = (self._desk.evaluate(_WIDE, f"100px {font}") for font in (f"'{FONT}', monospace", "monospace"))
        return bool(wanted != other)

    def _shrunk(self, picture: bytes) -> bytes:
        return base64.b64decode(self._desk.evaluate(_SHRUNK, [base64.b64encode(picture).decode(), SHRINK]))

    @contextmanager
    def _page(self, width: int, height: int, theme: str) -> Iterator[Page]:
        """A page whose clock is stopped at the moment of the stage."""
        size = {"width": width, "height": height}
        dark = "dark" if theme == "dark" else "light"
        with self._browser.new_context(
            viewport=size,
            color_scheme=dark,
            reduced_motion="reduce",
            bypass_csp=True,
            locale="en-GB",
            timezone_id="UTC",
        ) as context:
            page = context.new_page()
            page.clock.set_fixed_time(NOW)
            yield page


def accept(browser: Browser, address: str) -> int:
    """Take all pictures again and accept them. Returns how many changed."""
    camera, changed = Camera(browser, address), 0
    ACCEPTED.mkdir(exist_ok=True)
    for file in ACCEPTED.iterdir():
        if file.name not in {look.file for look in LOOKS}:
            file.unlink()
    for look in LOOKS:
        file, picture = ACCEPTED / look.file, camera.take(look)
        difference = camera.compare(file.read_bytes(), picture) if file.exists() else None
        if difference is None or difference.squares or not difference.same_size:
            file.write_bytes(picture)
            changed += 1
    return changed
