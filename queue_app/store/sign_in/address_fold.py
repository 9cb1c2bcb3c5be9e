"""The forms in which addresses and host names are compared: the same as browsers send."""

import unicodedata

import idna

LONGEST_NAME = 253


def folded(address: str) -> str:
    """The form of an e-mail address for comparison. It is the same for all spellings, so that a person has only one account.

    The domain is in A-labels (`xn--mller-kva.example`), as browsers send it. Invisible characters are removed.
    """
    seen = "".join(sign for sign in address if unicodedata.category(sign) != "Cf")
    local, at, domain = unicodedata.normalize("NFKC", seen).rpartition("@")
    return unicodedata.normalize("NFC", local.casefold()) + at + ascii_name(domain)


def ascii_name(host: str) -> str:
    """A host name in A-labels and lower case; an invalid name is only case-folded."""
    if not host.isascii() and len(host) <= LONGEST_NAME:
        try:
            return idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError:
            pass
    return unicodedata.normalize("NFC", host.casefold())
