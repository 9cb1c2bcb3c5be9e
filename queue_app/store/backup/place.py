"""Files get their final names when they are complete, and never replace another file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from queue_app.store.backup.manifest import NoBackup


def put_in_place(new: Path, place: Path) -> None:
    """Give the file `new` the name `place`. Raises FileExistsError if that is taken."""
    try:
        os.link(new, place)  # A link never replaces a file.
    except FileExistsError:
        raise
    except OSError:  # Some file systems have no links.
        if place.exists():
            raise FileExistsError(place) from None
        new.rename(place)


@contextmanager
def writing_to(place: Path) -> Iterator[None]:
    """Turn errors such as a full disk or a missing folder into a sentence."""
    try:
        yield
    except OSError as error:
        raise NoBackup(f"Cannot write {place}: {error.strerror or error}. Nothing was changed.") from None
