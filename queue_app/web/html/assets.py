"""Style sheets, scripts, images and icons: read once, compressed once, at an address that changes with the content.

Browsers keep them for a year. The first paint waits for one style sheet, joined from the list below. Pages load other
sheets themselves: stand-up, settings, charts, radiator, cover, import, sign-in, team.
"""

import gzip
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, abort, request

from queue_app.service.http.access import anybody

STATIC = Path(__file__).parents[2] / "static"
STYLES = (
    "tokens", "base", "words", "frame", "controls", "next", "running", "marks", "order", "acts", "lift", "toast", "panels",
    "item",
)  # fmt: skip
SHEETS = {"style.css": STYLES} | {
    f"{name}.css": (name,)
    for name in (
        "standup",
        "help",
        "walk",
        "one-item",
        "charts",
        "forecast",
        "radiator",
        "cover",
        "door",
        "import",
        "team",
        "aside",
    )
}
OF_ONE_PAGE = "js/pages/"
"""The folder of modules that only one page loads."""
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png"}
_COMMENT = {
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
    ".js": re.compile(r"(^\s*//|(?<=[;{},)])[ \t]+// ).*", re.MULTILINE),
}
_INDENT = re.compile(r"^\s+", re.MULTILINE)
_SPARE = re.compile(r"(?<=[{};,:])\s+|\s+(?=[{}])|;(?=\s*})|(?<![\w.])0(?=\.\d)")
"""Characters that a style sheet does not need: white space except before a colon, the last semicolon, the 0 of 0.5."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served: its bytes, the compressed bytes, and its media type."""

    body: bytes
    packed: bytes
    media_type: str


class Assets:
    """All files of a folder by relative name. `digest` is the hash of the content."""

    def __init__(self, folder: Path = STATIC) -> None:
        self.files = {name: _asset(name, body) for name, body in sorted(_read(folder))}
        content = b"".join(name.encode() + asset.body for name, asset in self.files.items())
        self.digest = hashlib.sha256(content).hexdigest()[:12]

    def scripts(self) -> list[str]:
        """The modules that every page loads. It preloads them all at once, instead of one after the other."""
        return [name for name in self.files if name.endswith(".js") and not name.startswith(OF_ONE_PAGE)]

    def blueprint(self) -> Blueprint:
        """Serves `/assets/<digest>/<name>`. Modules import each other by relative address, without a digest."""
        blueprint = Blueprint("assets", __name__, url_prefix="/assets")
        blueprint.add_url_rule("/<digest>/<path:name>", "file", self.serve)
        return blueprint

    @anybody
    def serve(self, digest: str, name: str) -> Response:
        """The file. A page of an older version gets the present file, but must not cache it."""
        asset = self.files.get(name)
        if asset is None:
            abort(404)
        packs = "gzip" in request.headers.get("Accept-Encoding", "") and len(asset.packed) < len(asset.body)
        answer = Response(asset.packed if packs else asset.body, mimetype=asset.media_type)
        if packs:
            answer.headers["Content-Encoding"] = "gzip"
        answer.headers["Vary"] = "Accept-Encoding"
        present = digest == self.digest
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable" if present else "no-cache"
        return answer


def _read(folder: Path) -> Iterator[tuple[str, bytes]]:
    for sheet, styles in SHEETS.items():
        yield sheet, "".join(_squeezed(folder / "css" / f"{name}.css") for name in styles).encode()
    for path in folder.rglob("*"):
        if path.suffix in (".js", ".svg", ".png"):
            squeezed = _squeezed(path).encode() if path.suffix == ".js" else path.read_bytes()
            yield path.relative_to(folder).as_posix(), squeezed


def _squeezed(path: Path) -> str:
    """The text without comments and indentation; a style sheet is minified further."""
    text = _INDENT.sub("", _COMMENT[path.suffix].sub("", path.read_text(encoding="utf-8")))
    return _SPARE.sub("", text) if path.suffix == ".css" else text


def _asset(name: str, body: bytes) -> Asset:
    return Asset(body, gzip.compress(body, 9, mtime=0), _TYPES[Path(name).suffix])
