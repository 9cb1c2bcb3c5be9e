"""Images of items: the accepted kinds and the limits. Text shows image 3 of its item by `![what it shows](image:3)`."""

from dataclasses import dataclass, field
from typing import Final

from queue_app.domain.errors import N_, Refusal

KINDS: Final = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}
"""{stored kind: media type}. A GIF is stored as a PNG of its first frame."""

SENT = 10 * 1024 * 1024
"""The most bytes of an uploaded file. The stored image is redrawn and smaller."""
STORED = 2 * 1024 * 1024
LONGEST_SIDE = 2_560
"""Pixels of the longer side of a stored image."""
MOST_PIXELS, MOST_OF_A_JPEG = 24_000_000, 50_000_000
"""The most pixels that are decoded, and the most of an uploaded JPEG, which is decoded at a smaller size. Larger images are
refused before decoding. 24 million pixels take up to 450 MB: some decoders and mode conversions hold several copies."""
ALT = 200
"""The most characters of an image's alternative text."""
OF_ITEM, BYTES_OF_ITEM = 20, 10 * 1024 * 1024
OF_TEAM, BYTES_OF_TEAM = 2_000, 150 * 1024 * 1024
"""The most images of an item and of a team, and their most bytes. An export with all of them can still be imported."""
MOST_NUMBERS = 1_000
"""The largest number of an image in its item. The number of a removed image is not used again."""


class TooManyImages(Refusal):
    sentence = N_("An item can have {most} images of {megabytes} MB in all. Remove one first.")


class TeamHasTooManyImages(Refusal):
    sentence = N_("Your team can have {most} images of {megabytes} MB in all. Remove some first.")


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored image: redrawn, so without hidden data of the file. `sha256` is the hash of `content`."""

    kind: str
    width: int
    height: int
    sha256: str
    content: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """The number of bytes of the content."""
        return len(self.content)


OF_PICTURE: Final = ("kind", "width", "height", "sha256", "size")
"""The stored fields of a picture, without its content."""
REMOVED: Final = Picture("png", 1, 1, "0" * 64, b"")
"""The placeholder for an image that was removed before its item was imported."""


@dataclass(frozen=True, slots=True)
class ImageRoom:
    """Before an image is added: the last number in the item, and the images and bytes of the item and of the team."""

    last_number: int
    of_item: int
    bytes_of_item: int
    of_team: int
    bytes_of_team: int


def next_number(room: ImageRoom, picture: Picture) -> int:
    """The number of a new image in its item. Raises TooManyImages, TeamHasTooManyImages."""
    if room.of_item >= OF_ITEM or room.bytes_of_item + picture.size > BYTES_OF_ITEM or room.last_number >= MOST_NUMBERS:
        raise TooManyImages(most=OF_ITEM, megabytes=BYTES_OF_ITEM // 1024**2)
    if room.of_team >= OF_TEAM or room.bytes_of_team + picture.size > BYTES_OF_TEAM:
        raise TeamHasTooManyImages(most=OF_TEAM, megabytes=BYTES_OF_TEAM // 1024**2)
    return room.last_number + 1
