"""A QR code as an SVG path of squares."""

from dataclasses import dataclass

MARGIN = 4


@dataclass(frozen=True, slots=True)
class QrPicture:
    """`size` squares each way, the white margin included. `path` draws the dark ones."""

    size: int
    path: str


def qr_of(text: str) -> QrPicture:
    """The QR code of a text."""
    import segno

    rows = segno.make_qr(text, error="m").matrix
    squares = (
        f"M{x + MARGIN} {y + MARGIN}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return QrPicture(len(rows) + 2 * MARGIN, "".join(squares))
