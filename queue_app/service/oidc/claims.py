"""The claims of an identity provider about a person, and the errors of reading them."""

from dataclasses import dataclass


class ProviderAway(Exception):
    """The provider does not answer, or its answer is unusable. The text tells the operator why."""


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
