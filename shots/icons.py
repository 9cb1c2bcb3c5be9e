"""Draw the icons of the installed app into queue_app/static/icons: `python -m shots.icons`."""

from PIL import Image, ImageDraw

from shots.server import ROOT

FOLDER = ROOT / "queue_app" / "static" / "icons"
GROUND = "#0a4a3d"
BARS = (
    (9, 4, 20, 7, 1.5, "#86e6c9"),
    (3, 14, 20, 4, 1, "#c3ddd3"),
    (3, 20, 20, 4, 1, "#81a79c"),
    (3, 26, 20, 3, 1, "#46786d"),
)
"""The logo on 32 x 32: left, top, width, height, rounding, colour."""
FINE = 4
"""The icon is drawn larger by this factor and then scaled down, so that edges are smooth."""


def icon(side: int, share: float, rounding: float) -> Image.Image:
    """The logo in the middle of a green square. `share` is its part of the side."""
    whole = side * FINE
    image = Image.new("RGBA", (whole, whole))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, whole - 1, whole - 1), whole * rounding, GROUND)
    unit, edge = whole * share / 32, whole * (1 - share) / 2
    for left, top, width, height, corner, colour in BARS:
        x, y = edge + left * unit, edge + top * unit
        pen.rounded_rectangle((x, y, x + width * unit, y + height * unit), corner * unit, colour)
    return image.resize((side, side), Image.Resampling.LANCZOS)


def main() -> None:
    """Draw all icons. Maskable and Apple icons fill the square, because systems crop them; the logo stays in the middle."""
    FOLDER.mkdir(exist_ok=True)
    for name, side, share, rounding in (
        ("icon-192", 192, 0.72, 0.2),
        ("icon-512", 512, 0.72, 0.2),
        ("maskable-512", 512, 0.54, 0),
        ("apple-180", 180, 0.62, 0),
    ):
        image = icon(side, share, rounding)
        (image if rounding else image.convert("RGB")).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
