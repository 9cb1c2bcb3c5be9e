"""Finds the export in a file, which can also be a ZIP with only that file."""

import re
from typing import Any

from queue_app.domain.errors import N_
from queue_app.domain.exporting.entries import parse_export
from queue_app.domain.exporting.schema import is_export
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.well_formed import Malformed
from queue_app.usecases.importing import archive

_NAMED = re.compile(rb'"format"\s*:\s*"topmost"')
_BOM = b"\xef\xbb\xbf"


def document_in(raw: bytes) -> dict[str, Any] | None:
    """The export in the file, or None if the file is not an export. Raises FlawedFile for a broken export."""
    if raw.startswith(archive.MAGIC):
        contents = [content for _, content in archive.files_in(archive.opened(raw))]
        raw = contents[0] if len(contents) == 1 else b""
    text = raw.removeprefix(_BOM)
    if not text.lstrip().startswith(b"{") or not _NAMED.search(text):
        return None
    try:
        document = parse_export(text)
    except Malformed as wrong:
        raise broken(wrong) from wrong
    return document if is_export(document) else None


def broken(wrong: Malformed) -> FlawedFile:
    """The error for an export that is not valid JSON."""
    reason = N_("This export is broken: {what}. Export it again.")
    return FlawedFile([Flaw(1, "file", reason, {"what": wrong.facts["what"]})])
