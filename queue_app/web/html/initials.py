"""A person as a small disc with initials and one of a few muted colours, both derived from the name."""

from zlib import crc32

TINTS = 5


def initials(name: str) -> str:
    """The first letters of the first and the last word, or the first two letters of a single one. At most two signs."""
    words = ["".join(sign for sign in word if sign.isalnum()) for word in name.split()]
    words = [word for word in words if word]
    if not words:
        return "?"
    found = words[0][0] + words[-1][0] if len(words) > 1 else words[0][:2]
    return found.upper()[:2]


def tint(name: str) -> int:
    """1 to `TINTS`; the same for a name always and everywhere."""
    return crc32(name.encode()) % TINTS + 1
