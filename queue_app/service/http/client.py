"""The client of a request: its network address, its browser in a few words, and its device.

A device is a browser that somebody signed in with, recognised by a cookie that gives no access and outlives the session. A
known device may still sign in while others are guessing the password.
"""

import re
from ipaddress import IPv6Address, ip_address

from flask import Response, after_this_request, current_app, g, request

from queue_app.domain.errors import N_
from queue_app.service.http.hosts import cookie_name
from queue_app.service.http.language import gettext
from queue_app.usecases.sign_in import secrets
from queue_app.usecases.sign_in.sessions import Visit

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", N_("an iPhone")),
    ("iPad", N_("an iPad")),
    ("Windows", "Windows"),
    ("Mac OS", N_("a Mac")),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
_ODD = re.compile(r"[^ -~]")

DEVICE_LASTS = 400 * 24 * 3600
"""Seconds, the longest that browsers keep a cookie."""


def present_visit() -> Visit:
    """The visit of this request."""
    address, agent = request.remote_addr or "", request.headers.get("User-Agent", "")
    return Visit(_network(address), browser(agent), device(), alerts=bool(current_app.config["SMTP_URL"]))


def browser(agent: str) -> str:
    """`Firefox on Linux`, or the beginning of the user agent."""
    name = next((words for part, words in _BROWSERS if part in agent), None)
    system = next((words for part, words in _SYSTEMS if part in agent), None)
    if name is None:
        return _ODD.sub("", agent)[:60]
    return f"{name} on {system}" if system else name


def browser_words(said: str) -> str:
    """What `browser` said, in the language of whoever reads it."""
    name, on, system = said.partition(" on ")
    return gettext("%(browser)s on %(system)s") % {"browser": name, "system": gettext(system)} if on else said


def _network(address: str) -> str:
    """The network of the address: a /64 for IPv6, since a household or a server has all of one."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or IPv6Address(int(ip) >> 64 << 64))
    return str(ip)


def device() -> str:
    """The secret of this browser, from its cookie; else a new one, which `keep_device` stores."""
    if "device" not in g:
        g.device = request.cookies.get(_cookie(), "")
        if len(g.device) != secrets.LENGTH:
            g.device = secrets.generate()
    return str(g.device)


def keep_device() -> None:
    """Set the device cookie with this answer. Each sign-in renews it."""
    secret = device()

    def set_cookie(answer: Response) -> Response:
        safe, path = current_app.config["SESSION_COOKIE_SECURE"], current_app.config["SESSION_COOKIE_PATH"]
        answer.set_cookie(
            _cookie(), secret, max_age=DEVICE_LASTS, path=path, secure=safe, httponly=True, samesite="Lax"
        )
        return answer

    after_this_request(set_cookie)


def _cookie() -> str:
    return cookie_name(current_app.config, "topmost-device")
