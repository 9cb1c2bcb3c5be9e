"""People's words inside a sentence of ours: a right-to-left title, or one that turns the text, must not turn the sentence.

Words that stand alone in an element are isolated by the first rule of `static/css/words.css`.
"""

import re
import unicodedata

_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATE, _END = "\u2068", "\u2069"


def isolated(words: str) -> str:
    """The words without direction controls, as an isolate of their own direction where they have right-to-left letters."""
    if words.isascii():
        return words
    plain = _CONTROLS.sub("", words)
    turns = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in plain)
    return f"{_ISOLATE}{plain}{_END}" if turns else plain
