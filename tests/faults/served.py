"""A real server on the database of a test, and programs that talk to it over HTTP."""

import http.client
import json
import os
import re
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import insert

from queue_app.domain.team.rights import Role
from queue_app.store.db.engine import Doors
from queue_app.store.tables import PERSON
from queue_app.store.team import members
from queue_app.usecases.sign_in import tokens
from queue_app.usecases.transaction import in_transaction, utc_now
from tests.cast import Cast

ROOT = Path(__file__).parents[2]


@dataclass
class Served:
    """`python wsgi.py`, which can be killed and started again; or the Python `code` in its place."""

    doors: Doors
    folder: Path
    netloc: str = ""
    process: subprocess.Popen[bytes] | None = None
    port: int = 0
    """Stays the same after the first start, so that programs find the server again."""

    settings: dict[str, str] = field(default_factory=dict)
    code: str = ""

    def start(self) -> float:
        """Start the server. Returns the seconds until it is ready."""
        url = self.doors.engine.url.render_as_string(hide_password=False)
        own = {"DATABASE_URL": url, "TOPMOST_DATA": str(self.folder), "PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        self.folder.mkdir(exist_ok=True)
        log = self.folder / "log"
        began = time.monotonic()
        with log.open("w") as out:
            said = {"stdout": out, "stderr": subprocess.STDOUT}
            command = [sys.executable, *(["-c", self.code] if self.code else ["wsgi.py"])]
            self.process = subprocess.Popen(command, cwd=ROOT, env=os.environ | own | self.settings, **said)
        while not (found := re.search(r"listens at (http://[\w.:]+)", log.read_text())):
            assert self.process.poll() is None, f"the server ended: {log.read_text()}"
            time.sleep(0.02)
        self.netloc = urlsplit(found[1]).netloc
        self.port = urlsplit(found[1]).port
        with closing(Program(self.netloc)) as program:
            while program.ask("GET", "/readyz")[0] != 200:
                time.sleep(0.02)
        return time.monotonic() - began

    def kill(self) -> None:
        """Kill the server, as in a power failure."""
        self.process.kill()
        self.process.wait()


class Program:
    """A client with one connection, which it reopens if it breaks. `ask` returns (0, {}) without an answer."""

    def __init__(self, netloc: str, token: str = "") -> None:
        self.netloc, self.token = netloc, token
        self.connection = http.client.HTTPConnection(netloc, timeout=20)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def ask(self, method: str, path: str, body: Any = None, key: str = "") -> tuple[int, dict[str, Any]]:
        """Send one request. Returns the status and the JSON of the answer."""
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        headers |= {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers |= {"Idempotency-Key": key} if key else {}
        try:
            self.connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = self.connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return 0, {}
        return answer.status, json.loads(content) if "json" in answer.headers.get("Content-Type", "") else {}


def team_tokens(cast: Cast, count: int, role: Role = Role.MEMBER) -> list[str]:
    """Tokens of new people in the team, with the rights of the role."""
    scope = next(scope for scope, cap in tokens.CAPS.items() if cap is role)

    def make(conn: Any) -> list[str]:
        made = []
        for n in range(count):
            row = {"name": f"Member {n}", "email": f"m{n}@example.org", "email_folded": f"m{n}@example.org"}
            new = insert(PERSON).values(**row, created_at=utc_now()).returning(PERSON.c.id)
            person = conn.execute(new).scalar_one()
            members.add(conn, cast.team, person, role, utc_now())
            about = {"person": person, "team": cast.team, "name": "race", "scope": scope, "days": 30}
            made.append(tokens.make(conn, **about, now=utc_now()))
        return made

    return in_transaction(cast.doors, make)
