"""Converts Atlassian Document Format (JSON) to Markdown. Unknown nodes become their text; the depth is limited."""

import json
import re
from collections.abc import Callable
from typing import Any

from queue_app.domain.importing.decoding.json_values import at, list_at, read_json, text_at
from queue_app.domain.importing.flaws import FlawedFile

DEEPEST = 60
_MARK = re.compile(r"\{adf(?::[^}\n]{0,100})?\}")


def without_adf_blocks(text: str) -> str:
    """Wiki markup with each `{adf}` block replaced by its text."""
    parts = _MARK.split(text)
    return "".join(adf_markdown(part.strip()) if nth % 2 else part for nth, part in enumerate(parts))


def adf_markdown(text: str) -> str:
    """A document in a JSON string as Markdown. Any other text is returned unchanged."""
    try:
        value = read_json(text).value
    except FlawedFile:
        return text
    return node_markdown(value).strip() if isinstance(value, dict | list) else text


def document(value: Any) -> str:
    """A document as the text that an item stores."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else ""


def node_markdown(node: Any, depth: int = 0, indent: str = "") -> str:
    """One node with its children."""
    if depth > DEEPEST:
        return ""
    if isinstance(node, list):
        return "".join(node_markdown(one, depth, indent) for one in node)
    if not isinstance(node, dict):
        return ""
    by = _NODES.get(text_at(node, "type"))
    if by is not None:
        return by(node, depth, indent)
    return _inside(node, depth, indent)


def _inside(node: Any, depth: int, indent: str) -> str:
    return node_markdown(list_at(node, "content"), depth + 1, indent)


def _text(node: Any, depth: int, indent: str) -> str:
    words = str(at(node, "text") or "")
    for mark in list_at(node, "marks"):
        kind = text_at(mark, "type")
        sign = {"strong": "**", "em": "*", "code": "`", "strike": "~~"}.get(kind, "")
        words = f"{sign}{words}{sign}"
        if kind == "link":
            words = f"[{words}]({text_at(mark, 'attrs', 'href')})"
    return words


def _list(node: Any, depth: int, indent: str) -> str:
    numbered = text_at(node, "type") == "orderedList"
    lines = []
    for nth, item in enumerate(list_at(node, "content"), 1):
        sign = f"{nth}. " if numbered else "- "
        if text_at(item, "type") == "taskItem":
            sign = "- [x] " if text_at(item, "attrs", "state") == "DONE" else "- [ ] "
        words = _inside(item, depth + 1, indent + "  ").strip()
        lines.append(f"{indent}{sign}{words}")
    return "\n".join(lines) + "\n\n"


def _code(node: Any, depth: int, indent: str) -> str:
    return f"```\n{_inside(node, depth, indent)}\n```\n\n"


def _heading(node: Any, depth: int, indent: str) -> str:
    level = text_at(node, "attrs", "level")
    return "#" * int(level if level in "123456" and level else 1) + f" {_inside(node, depth, indent)}\n\n"


def _quote(node: Any, depth: int, indent: str) -> str:
    return "".join(f"> {line}\n" for line in _inside(node, depth, indent).strip().split("\n")) + "\n"


def _row(node: Any, depth: int, indent: str) -> str:
    cells = [_inside(cell, depth + 1, "").strip().replace("\n", " ") for cell in list_at(node, "content")]
    return "| " + " | ".join(cells) + " |\n"


_NODES: dict[str, Callable[[Any, int, str], str]] = {
    "text": _text,
    "paragraph": lambda node, depth, indent: _inside(node, depth, indent) + "\n\n",
    "hardBreak": lambda node, depth, indent: "\n",
    "heading": _heading,
    "bulletList": _list,
    "orderedList": _list,
    "taskList": _list,
    "codeBlock": _code,
    "blockquote": _quote,
    "rule": lambda node, depth, indent: "---\n\n",
    "tableRow": _row,
    "mention": lambda node, depth, indent: text_at(node, "attrs", "text"),
    "emoji": lambda node, depth, indent: text_at(node, "attrs", "text") or text_at(node, "attrs", "shortName"),
    "inlineCard": lambda node, depth, indent: text_at(node, "attrs", "url"),
}
