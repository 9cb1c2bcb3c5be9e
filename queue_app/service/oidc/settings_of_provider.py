"""The settings of an identity provider, read when the process starts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from queue_app.domain.team.rights import Role
from queue_app.usecases.sign_in.outside import GroupRole

WELL_KNOWN = "/.well-known/openid-configuration"
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class OddProvider(ValueError):
    """A setting that cannot be used. `setting` names it; the text is the rest of the sentence."""

    def __init__(self, setting: str, text: str) -> None:
        super().__init__(text)
        self.setting = setting


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """Where the provider describes itself, who Topmost is there, and which groups have which role in which team."""

    discovery: str
    client: str
    secret: str = field(repr=False)
    groups: tuple[GroupRole, ...] = ()

    @property
    def issuer(self) -> str:
        """The issuer that every token must name."""
        return self.discovery.removesuffix(WELL_KNOWN)


def read_provider(discovery: str, client: str, secret: str, groups: str) -> ProviderSettings | None:
    """The provider of the settings; None if none is set. Raises OddProvider."""
    given = {"OIDC_DISCOVERY": discovery, "OIDC_CLIENT_ID": client, "OIDC_CLIENT_SECRET": secret}
    if not any((*given.values(), groups)):
        return None
    for setting, value in given.items():
        if not value or not value.isprintable():
            raise OddProvider(setting, "is not set, and the others are. OpenID Connect needs all three")
    if not secure(discovery):
        raise OddProvider("OIDC_DISCOVERY", "is no https address")
    if not discovery.endswith(WELL_KNOWN) or "?" in discovery or "#" in discovery:
        raise OddProvider("OIDC_DISCOVERY", f"does not end with {WELL_KNOWN}")
    return ProviderSettings(discovery, client, secret, tuple(_group_roles(groups)))


def secure(address: str) -> bool:
    """Whether requests to the address are protected: https, or this machine."""
    try:
        url = urlsplit(address)
        url.port  # noqa: B018 - raises ValueError if the port is invalid
    except ValueError:
        return False
    plain = url.scheme == "http" and url.hostname in _LOOPBACK
    return (url.scheme == "https" or plain) and bool(url.hostname) and not url.username and address.isprintable()


def _group_roles(given: str) -> Iterator[GroupRole]:
    """`queue-managers=1:manager, developers=1:member`: the group, the number of the team, the role."""
    for entry in filter(None, (part.strip() for part in given.split(","))):
        group, _, place = entry.rpartition("=")
        team, _, role = place.partition(":")
        if not group or not (team.isascii() and team.isdecimal() and len(team) < 10) or role not in list(Role):
            raise OddProvider("OIDC_GROUPS", f"has {entry!r}. Write group=team number:role, with commas between")
        yield GroupRole(group.strip(), int(team), Role(role))
