"""Markdown as HTML. It is safe twice: the parser does not accept HTML, and its output is sanitised.

Nothing is lost: text that the parser would drop is shown as written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

DEEPEST, MOST_NESTED = 26, 30
"""Nesting levels; a list in a list counts as two. Beyond the first, text is one paragraph with its markup as written. The
second limits nested links, which take time to parse."""

LARGEST = 200_000
"""The largest HTML, in characters. A text of 20,000 stays below it, unless it repeats a reference or consists of empty table
cells."""

_ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href"}, "ol": {"start"}, "img": {"src", "alt", "width", "height", "loading"}, "*": set()
}  # fmt: skip
_NAMED_IMAGE = re.compile(r"image:([1-9][0-9]{0,3})")
_HIGH_HEADING = re.compile(r"(</?)h[12]>")
_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImagePlace:
    """Where an image of the item is, what it shows, and its size in pixels."""

    address: str
    alt: str
    width: int
    height: int


Images = Mapping[int, ImagePlace]
"""{number: image} of the item."""


def prose(words: str, images: Images | None = None) -> Markup:
    """The words as paragraphs, lists and links, bare addresses too. Headings start below those of the page. `![...](image:3)` is
    the image 3 of `images`; of any other image its description stays. A text whose HTML would be too large is shown as it was
    written.
    """
    import nh3

    html = _HIGH_HEADING.sub(r"\1h3>", _parser().render(words, {"images": images or {}}))
    if len(html) > LARGEST:
        html = f"<p>{escape(words)}</p>".replace("\n", "<br>")
    ours = {image.address for image in (images or {}).values()}
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        attribute_filter=lambda tag, name, value: value if (tag, name) != ("img", "src") or value in ours else None,
    )
    return Markup(clean)  # noqa: S704 - cleaned in the line above


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True, "maxNesting": MOST_NESTED})
    made.enable(["table", "strikethrough", "linkify"])
    if made.linkify is not None:
        made.linkify.set({"fuzzy_link": False, "fuzzy_ip": False})  # calendar.py is not a link.
    made.block.ruler.before("table", "too_deep", _too_deep)
    made.add_render_rule("image", _image)
    return made


def _too_deep(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Show the rest as one paragraph below the deepest level, where the parser would drop it."""
    if state.level < DEEPEST or silent:
        return False
    words = state.getLines(line, end, state.blkIndent, False).strip()
    state.push("paragraph_open", "p", 1)
    inline = state.push("inline", "", 0)
    inline.content, inline.children, inline.map = words, [], [line, end]
    state.push("paragraph_close", "p", -1)
    state.line = end
    return True


def _image(self: RendererHTML, tokens: Sequence[Token], n: int, options: Any, env: Any) -> str:
    """An image of the item. For any other image its description: no page loads anything from another site."""
    words = self.renderInlineAsText(tokens[n].children or [], options, env)
    named = _NAMED_IMAGE.fullmatch(str(tokens[n].attrGet("src") or ""))
    place = env["images"].get(int(named[1])) if named else None
    if place is None:
        return str(escape(words))
    return str(_IMG.format(place=place, alt=words or place.alt))


_IMG = Markup('<img src="{place.address}" alt="{alt}" width="{place.width}" height="{place.height}" loading="lazy">')
