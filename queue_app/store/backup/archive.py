"""The backup file: a ZIP with the parts and, at the end, the manifest. Any program that reads ZIP files can open it.

It is written without seeking, so the target can be a pipe. Reading compares every part with its checksum, and the manifest
with ZIP's own checksum, so a truncated or changed file is refused.
"""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from queue_app.store.backup.manifest import Checksum, Manifest, NoBackup, from_json, to_json

CHUNK = 1024 * 1024
_MANIFEST = "manifest.json"
_LARGEST_MANIFEST = 16 * CHUNK
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, LookupError, RuntimeError, ValueError)
"""Errors that the ZIP readers raise for a damaged file."""


class PartWriter:
    """Writes one part, counting and hashing its bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash, self._size = file, hashlib.sha256(), 0

    def write(self, data: bytes | memoryview) -> None:
        """Write the next bytes."""
        self._file.write(data)
        self._hash.update(data)
        self._size += len(data)

    @property
    def part(self) -> Checksum:
        """Size and checksum of the bytes written so far."""
        return Checksum(self._size, self._hash.hexdigest())


class ArchiveWriter(AbstractContextManager["ArchiveWriter"]):
    """Writes a backup to an open file or pipe. It is valid only after `finish`."""

    def __init__(self, target: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self._parts: dict[str, Checksum] = {}

    @contextmanager
    def part(self, name: str) -> Iterator[PartWriter]:
        """Write a part with this name."""
        with self._zip.open(name, "w", force_zip64=True) as file:
            writer = PartWriter(file)
            yield writer
        self._parts[name] = writer.part

    def finish(self, manifest: Manifest) -> Manifest:
        """Add the manifest, completed with the checksums of the parts; returns it."""
        complete = replace(manifest, parts=self._parts)
        self._zip.writestr(_MANIFEST, to_json(complete))
        return complete

    def __exit__(self, *_error: object) -> None:
        self._zip.close()


class Archive:
    """Reads a backup."""

    def __init__(self, opened: zipfile.ZipFile, manifest: Manifest) -> None:
        self._zip, self.manifest = opened, manifest

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part. Raises NoBackup, after the last chunk at the latest, if the checksum is wrong."""
        part = self.manifest.parts.get(name)
        if part is None:
            raise NoBackup(f"The backup is not whole: {name} is missing. Nothing was restored. Use another backup.")
        digest, left = hashlib.sha256(), part.size
        with whole(), self._zip.open(name) as file:
            while left >= 0 and (chunk := file.read(CHUNK)):
                digest.update(chunk)
                left -= len(chunk)
                yield chunk
        if left != 0 or digest.hexdigest() != part.sha256:
            raise NoBackup(f"The backup was changed: {name} is not what was written. Nothing was restored.")


@contextmanager
def opened_archive(path: Path) -> Iterator[Archive]:
    """The backup at `path`. Raises NoBackup for any other file."""
    try:
        with whole():
            opened = zipfile.ZipFile(path)
    except OSError as error:
        raise NoBackup(f"Cannot read {path}: {error.strerror or error}.") from None
    with opened:
        with whole(), opened.open(_MANIFEST) as file:
            text = file.read(_LARGEST_MANIFEST)
        yield Archive(opened, from_json(text))


@contextmanager
def whole() -> Iterator[None]:
    """Turns errors of the ZIP readers into a NoBackup with a sentence."""
    try:
        yield
    except _BROKEN:
        raise NoBackup("The file is no backup, or it was cut off or changed. Nothing was restored.") from None
