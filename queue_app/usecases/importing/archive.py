"""The files in a ZIP archive, read in memory with limits.

A file name only decides the kind of the file; nothing is extracted to disk.
"""

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
    """The archive. Raises FlawedFile if it is broken or exceeds the limits."""
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
    """The tables and JSON files in the archive, by name. Raises FlawedFile if one cannot be read."""
    for member in archive.infolist():
        name = member.filename.replace("\\", "/").rsplit("/", 1)[-1]
        if member.is_dir() or name.startswith(".") or not name.lower().endswith(ENDINGS):
            continue
        try:
            yield name, archive.read(member)
        except _BROKEN as error:
            reason = N_("“{name}” in this ZIP file cannot be read.")
            raise FlawedFile([Flaw(1, "file", reason, {"name": name[:80]})]) from error
