"""The forms in which addresses and names of hosts are compared: those that browsers send."""

import unicodedata

import idna

LONGEST_NAME = 253


def folded(address: str) -> str:
    """The form of an e-mail address for comparison, equal for all its spellings, so that a person has only one account.

    The domain is in A-labels (`xn--mller-kva.example`), as a browser sends it. Invisible characters are left out.
    """
    seen = "".join(sign for sign in address if unicodedata.category(sign) != "Cf")
    local, at, domain = unicodedata.normalize("NFKC", seen).rpartition("@")
    return unicodedata.normalize("NFC", local.casefold()) + at + ascii_name(domain)


def ascii_name(host: str) -> str:
    """The name of a host in A-labels and lower case; what cannot be one, without case."""
    if not host.isascii() and len(host) <= LONGEST_NAME:
        try:
            return idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError:
            pass
    return unicodedata.normalize("NFC", host.casefold())
