"""The client of a request: its network address, and its browser in a few words."""

import re
from ipaddress import IPv6Address, ip_address

from flask import request

from queue_app.service.http.device import device
from queue_app.usecases.sign_in.sessions import Visit

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "a Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
_ODD = re.compile(r"[^ -~]")


def present_visit() -> Visit:
    """The visit of this request."""
    return Visit(_network(request.remote_addr or ""), browser(request.headers.get("User-Agent", "")), device())


def browser(agent: str) -> str:
    """`Firefox on Linux`, or the beginning of the user agent."""
    name = next((words for part, words in _BROWSERS if part in agent), None)
    system = next((words for part, words in _SYSTEMS if part in agent), None)
    if name is None:
        return _ODD.sub("", agent)[:60]
    return f"{name} on {system}" if system else name


def _network(address: str) -> str:
    """The network of the address. A household or a server has a whole /64 of IPv6, so that counts as one."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or IPv6Address(int(ip) >> 64 << 64))
    return str(ip)
