"""A machine with PostgreSQL and Patroni, which can be killed and started again."""

import json
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import psutil

from ha.programs import Programs


class Node:
    """A node. `postgres` and `patroni` are the addresses of its programs."""

    def __init__(self, programs: Programs, name: str, postgres: str, patroni: str) -> None:
        self.name, self.postgres, self.patroni = name, postgres, patroni
        self.folder = programs.folder / name
        self._programs = programs
        self._process: subprocess.Popen[bytes] | None = None

    def configure(self, settings: dict[str, Any]) -> None:
        """Write Patroni's settings as JSON, which is valid YAML."""
        self.folder.mkdir()
        self._programs.give(self.folder)
        self._file.write_text(json.dumps(settings, indent=1))
        self._programs.give(self._file)

    def start(self) -> None:
        """Start Patroni, as systemd does when a machine boots."""
        self._process = self._programs.start(self.name, ["patroni", self._file])

    def kill(self) -> None:
        """Kill every process without warning, as if the machine was lost."""
        lost = self._processes()
        for process in lost:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(lost, timeout=20)
        if self._process:
            self._process.wait()

    def leads(self) -> bool:
        """Whether the node holds Patroni's leader lock and its PostgreSQL takes writes."""
        with suppress(URLError, OSError), urlopen(Request(f"http://{self.patroni}/primary"), timeout=2) as answer:
            return bool(answer.status == 200)
        return False

    @property
    def _file(self) -> Path:
        return self.folder / "patroni.json"

    def _processes(self) -> list[psutil.Process]:
        """The processes of the node, Patroni first, so that it cannot restart the others."""
        pids = [self._process.pid] if self._process and self._process.poll() is None else []
        with suppress(OSError, ValueError, IndexError):
            pids.append(int((self.folder / "data" / "postmaster.pid").read_text().split()[0]))
        found = []
        for pid in pids:
            with suppress(psutil.NoSuchProcess):
                process = psutil.Process(pid)
                if str(self.folder) in " ".join(process.cmdline()):
                    found += [process, *process.children(recursive=True)]
        return found
