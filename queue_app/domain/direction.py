"""Text of users inside a sentence: right-to-left letters and direction controls in it must not reorder the sentence.

Text that is alone in an element is isolated by the first rule of `static/css/words.css`.
"""

import re
import unicodedata

_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATE, _END = "\u2068", "\u2069"


def isolated(words: str) -> str:
    """The text without direction controls; as a directional isolate if it has right-to-left letters."""
    if words.isascii():
        return words
    plain = _CONTROLS.sub("", words)
    turns = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in plain)
    return f"{_ISOLATE}{plain}{_END}" if turns else plain
