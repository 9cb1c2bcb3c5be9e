"""Images of items: what is taken, how much of it, and how words name one: `![what it shows](image:3)`."""

from dataclasses import dataclass, field
from typing import Final

from queue_app.domain.errors import N_, Refusal

KINDS: Final = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}
"""{kind as it is stored: its media type}. A GIF is stored as the PNG of its first frame."""

SENT = 10 * 1024 * 1024
"""Bytes of a file as it is sent. What is stored is drawn again and smaller."""
STORED = 2 * 1024 * 1024
LONGEST_SIDE = 2_560
"""Pixels of the longer side as it is stored."""
MOST_PIXELS, MOST_OF_A_JPEG = 24_000_000, 50_000_000
"""Pixels that are decoded, and those of a JPEG as it is sent, which is decoded smaller. More is refused before anything is
decoded. 24 million take up to 450 MB: some decoders and changes of mode have them several times."""
ALT = 200
"""Characters of the words that say what an image shows."""
OF_ITEM, BYTES_OF_ITEM = 20, 10 * 1024 * 1024
OF_TEAM, BYTES_OF_TEAM = 2_000, 150 * 1024 * 1024
"""How many images an item and a team can have, and with how many bytes. An export of all of them can still be imported."""
MOST_NUMBERS = 1_000
"""Numbers of images that an item can use up. The number of a removed image is not used again."""


class TooManyImages(Refusal):
    sentence = N_("An item can have {most} images of {megabytes} MB in all. Remove one first.")


class TeamHasTooManyImages(Refusal):
    sentence = N_("Your team can have {most} images of {megabytes} MB in all. Remove some first.")


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as it is stored: drawn again, without what was hidden in the file. `sha256` is that of its content."""

    kind: str
    width: int
    height: int
    sha256: str
    content: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """Its bytes."""
        return len(self.content)


OF_PICTURE: Final = ("kind", "width", "height", "sha256", "size")
"""What is stored of a picture beside its content."""
REMOVED: Final = Picture("png", 1, 1, "0" * 64, b"")
"""What stands in place of an image that was removed before it came here."""


@dataclass(frozen=True, slots=True)
class ImageRoom:
    """What is there before an image comes: the last number, and how many images with how many bytes item and team have."""

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
