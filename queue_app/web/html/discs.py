"""People as small discs: the first letters of a name, and one of few muted colours that the name chooses.

The colour is never the only sign: a disc has the whole name as its title.
"""

from zlib import crc32

SHADES = 5


def initials(name: str) -> str:
    """Of the first and the last word; of one word its first two letters."""
    words = [word for word in name.split() if word[0].isalnum()] or [name.strip() or "?"]
    letters = words[0][0] + words[-1][0] if len(words) > 1 else words[0][:2]
    return letters.upper()


def shade(name: str) -> int:
    """1 to 5, the same for a name on every page and in every process."""
    return crc32(name.encode()) % SHADES + 1
