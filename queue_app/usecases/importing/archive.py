"""The files in a ZIP, in memory and within limits. A name only tells the kind of a file; nothing is unpacked to a folder."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from queue_app.domain.errors import N_
from queue_app.domain.importing.flaws import Flaw, FlawedFile

MOST_FILES, LARGEST = 500, 256 * 1024 * 1024
ENDINGS = (".csv", ".json", ".jsonl", ".ndjson", ".txt", ".tsv")
MAGIC = b"PK\x03\x04"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


def opened(raw: bytes) -> zipfile.ZipFile:
    """The archive. Raises FlawedFile where it is broken, or holds more than is read."""
    try:
        archive = zipfile.ZipFile(BytesIO(raw))
        sizes = [member.file_size for member in archive.infolist()]
    except (*_BROKEN, KeyError, IndexError) as error:
        raise FlawedFile([Flaw(1, "file", N_("This ZIP file is broken. Export it again."))]) from error
    if len(sizes) > MOST_FILES or sum(sizes) > LARGEST:
        reason = N_("This ZIP file holds more than {files} files or {size} MB. Import its files one by one.")
        raise FlawedFile([Flaw(1, "file", reason, {"files": MOST_FILES, "size": LARGEST // 1024**2})])
    return archive


def files_in(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """The tables and JSON files in it, by name. Raises FlawedFile where one cannot be read."""
    for member in archive.infolist():
        name = member.filename.replace("\\", "/").rsplit("/", 1)[-1]
        if member.is_dir() or name.startswith(".") or not name.lower().endswith(ENDINGS):
            continue
        try:
            yield name, archive.read(member)
        except _BROKEN as error:
            reason = N_("“{name}” in this ZIP file cannot be read.")
            raise FlawedFile([Flaw(1, "file", reason, {"name": name[:80]})]) from error
