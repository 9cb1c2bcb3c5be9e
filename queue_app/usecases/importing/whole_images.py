"""The images of an export: each is checked like an uploaded image and becomes a row."""

from collections.abc import Iterator, Mapping
from typing import Any

from queue_app.domain.errors import InputError
from queue_app.domain.exporting.team_parts import TeamFile
from queue_app.domain.images import OF_PICTURE, REMOVED, Picture
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.store.importing.whole import COLUMNS
from queue_app.store.tables import IMAGE
from queue_app.usecases.importing.prepared_import import Progress

Pictures = Mapping[tuple[int, int], Picture]
"""{(item number, image number): image}."""


def pictures_of(file: TeamFile, progress: Progress) -> Pictures:
    """The images in the file, without removed ones. Raises FlawedFile for content that is not an image.

    An exception from `progress` stops the work between two images.
    """
    from queue_app.usecases.images.redraw import as_stored

    pictures: dict[tuple[int, int], Picture] = {}
    flaws: list[Flaw] = []
    for nth, told in enumerate(file.items, 1):
        for image in told.images:
            progress(0, len(file.items))
            try:
                if image.content:
                    pictures[told.item.number, image.n] = as_stored(image.content)
            except InputError as wrong:
                flaws.append(Flaw(nth, "items images", wrong.sentence, wrong.facts))
    if flaws:
        raise FlawedFile(flaws)
    return pictures


def image_rows(team: int, file: TeamFile, pictures: Pictures, items: Mapping[int, int]) -> Iterator[list[Any]]:
    """The rows of the images; `items` are ids by number. None of them has an uploader in this installation."""
    for told in file.items:
        for image in told.images:
            picture = pictures.get((told.item.number, image.n), REMOVED)
            values: dict[str, Any] = {name: getattr(picture, name) for name in OF_PICTURE}
            values |= {name: getattr(image, name) for name in ("n", "alt", "at", "removed_at")}
            values |= {"team_id": team, "item_id": items[told.item.number], "by": None}
            values |= {"content": picture.content or None}
            yield [values[name] for name in COLUMNS[IMAGE]]
