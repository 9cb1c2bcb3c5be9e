"""A fresh installation, as for somebody who tries the product: `python wsgi.py`, a new data folder, a set-up link."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).parents[2]
REFUSED = re.compile(r"the server responded with a status of (401|409|422)")  # A refusal is no fault.


@dataclass
class Installation:
    """`address` has no trailing slash. `said` collects every line of the server's output, `complaints` those of browsers."""

    process: subprocess.Popen[str]
    folder: Path
    settings: dict[str, str]
    address: str = ""
    set_up: str = ""
    said: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    reader: Thread | None = None
    contexts: list[BrowserContext] = field(default_factory=list)

    def wait_for(self, pattern: str) -> str:
        """Wait for the first match in the server's output. A thread then reads the rest."""
        for line in self.process.stdout:
            self.said.append(line)
            if found := re.search(pattern, line):
                return found[0]
        raise AssertionError(f"the server ended with {self.process.wait()}: {''.join(self.said)}")

    def go_on(self) -> None:
        """Read the rest of the output, so that the server never blocks on a full pipe."""
        self.reader = Thread(target=self.said.extend, args=(self.process.stdout,), daemon=True)
        self.reader.start()

    def faults(self) -> str:
        """The server's output from its first error on. Empty without an error."""
        first = next((n for n, line in enumerate(self.said) if line.startswith(("fault", "Traceback"))), len(self.said))
        return "".join(self.said[first:])

    def again(self) -> None:
        """Kill the server and start it at the same address."""
        self.process.kill()
        self.process.wait()
        if self.reader:
            self.reader.join()
        self.process.stdout.close()
        self.process = _started(self.folder, urlsplit(self.address).port or 0, self.settings)
        self.wait_for(r"http://[\d.]+:\d+")
        self.go_on()

    def visit(self, browser: Browser, like: Page | None = None, **how: object) -> Page:
        """A browser of a new person, or another browser with the cookies of `like`. Its errors become complaints."""
        self.contexts.append(browser.new_context(base_url=self.address, **how))
        page = self.contexts[-1].new_page()
        if like is not None:
            page.context.add_cookies(like.context.cookies())
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: line.type == "error" and self._complain(line.text))
        page.on("response", lambda answer: answer.status >= 500 and self._complain(f"{answer.status} {answer.url}"))
        return page

    def _complain(self, text: str) -> None:
        if not REFUSED.search(text):
            self.complaints.append(text)


@contextmanager
def installed(folder: Path, **settings: str) -> Iterator[Installation]:
    """A server, started as in the README, that runs until the test ends."""
    here = Installation(_started(folder, 0, settings), folder, settings)
    try:
        here.address = here.wait_for(r"http://[\d.]+:\d+")
        here.set_up = here.wait_for(r"http://\S+/set-up/\S+")
        here.go_on()
        yield here
    finally:
        for context in here.contexts:  # An open page would keep asking for the stopped server.
            context.close()
        here.process.terminate()
        here.process.wait(timeout=20)
        here.process.stdout.close()


def _started(folder: Path, port: int, settings: dict[str, str]) -> subprocess.Popen[str]:
    own = {"TOPMOST_DATA": str(folder / "data"), "PORT": str(port), "PYTHONUNBUFFERED": "1"} | settings
    others = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TOPMOST_URL", "HOST")}
    return subprocess.Popen(
        [sys.executable, "wsgi.py"],
        cwd=ROOT,
        env=others | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
