"""A person's first minutes on an installed server: the set-up link, a team, three items, a pull."""

import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urljoin
from urllib.request import BaseHandler, HTTPCookieProcessor, OpenerDirector, build_opener

TEAM = {"team": "Tigers", "people": "4", "zone": "UTC"}
PERSON = {"name": "Ines", "email": "ines@tigers.example", "password": "a sentence of Ines"}
_FORM = re.compile(r"<form([^>]*)>(.*?)</form>", re.DOTALL)
_ACTION = re.compile(r'action="([^"#]*)')
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Visit:
    """A minimal browser: cookies, pages and their forms."""

    def __init__(self, address: str, *handlers: BaseHandler) -> None:
        self.address, self.page, self.cookies = address, "", CookieJar()
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(self.cookies), *handlers)

    def look(self, path: str) -> str:
        """Open a page."""
        with self._opener.open(urljoin(self.address, path), timeout=20) as answer:
            self.address, self.page = answer.url, answer.read().decode()
        return self.page

    def send(self, ending: str, **typed: str) -> str:
        """Send the form whose address ends with `ending`; returns the next page."""
        address, form = next(found for found in self._forms() if found[0].endswith(ending))
        body = urlencode(dict(_HIDDEN.findall(form)) | typed).encode()
        with self._opener.open(address, body, timeout=20) as answer:
            self.address, self.page = answer.url, answer.read().decode()
        return self.page

    def _forms(self) -> Iterator[tuple[str, str]]:
        """(address, content) of each form. A form without an address goes to its page."""
        for attributes, content in _FORM.findall(self.page):
            action = _ACTION.search(attributes)
            yield urljoin(self.address, action[1] if action else ""), content


def first_run_to_first_pull(command: Path, folder: Path) -> None:
    """Serve from `folder` with an empty home, and do what a new team does. Raises AssertionError if something goes wrong."""
    home = folder / "home"
    home.mkdir()
    environ = {"PATH": os.environ["PATH"], "HOME": str(home), "PORT": free_port(), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [command, "serve"], cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        try:
            play(Visit(said_by(server, r"http://\S+/set-up/\S+")))
            for question in ("health", "doctor"):
                subprocess.run([command, question], cwd=folder, env=environ, check=True, stdout=subprocess.DEVNULL)
        finally:
            server.send_signal(signal.SIGTERM)
        check(server.wait(timeout=20) == 0, "the server stops when it is asked")
    data = home / ".local" / "share" / "topmost"
    check((data / "topmost.sqlite3").is_file(), f"the data is in {data}")
    check(not list((folder / "venv").rglob("*.sqlite3")), "nothing is kept beside the code")


def said_by(server: "subprocess.Popen[str]", pattern: str) -> str:
    """The first match of `pattern` in the server's output."""
    told = ""
    for line in server.stdout or ():
        told += line
        found = re.search(pattern, line)
        if found:
            return found[0]
    raise AssertionError(f"The server ended: {told}")


def free_port() -> str:
    """A free port. It must be chosen before the start, because `topmost health` needs it too."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        return str(door.getsockname()[1])


def check(holds: bool, what: str) -> None:
    """Raise AssertionError unless `holds`."""
    if not holds:
        raise AssertionError(f"It is not so that {what}.")


def play(visit: Visit) -> None:
    """Do everything from the set-up link to the first pull."""
    visit.look(visit.address)
    check("Tigers" in visit.send("/set-up", **TEAM, **PERSON), "the link makes a team")
    team = visit.address
    visit.look(f"{team}/add")
    check("Write it down" in visit.send("/add", title="Write it down"), "an item is added")
    visit.look(team)
    check("in progress" in visit.send("/pull").casefold(), "the item is pulled")
