"""The URLs in the text of an item, so that an agent need not search for them."""

import re

MOST = 20
_ADDRESS = re.compile(r"https?://[^\s<>\"'`\])]+[^\s<>\"'`\]).,;:!?]")


def named_addresses(*texts: str | None) -> tuple[str, ...]:
    """The first URLs in these texts, each once, in their order."""
    found = (address for text in texts if text for address in _ADDRESS.findall(text))
    return tuple(dict.fromkeys(found))[:MOST]
