"""What an identity provider says of a person, and why it may be worth nothing."""

from dataclasses import dataclass


class ProviderAway(Exception):
    """The provider does not answer, or with what cannot be used. The text says what, for the operator."""


class NotBelieved(Exception):
    """The provider's answer is not for this sign-in. The text says why, for the log."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a provider says of a person."""

    subject: str
    email: str
    email_verified: bool
    name: str
    groups: frozenset[str]
