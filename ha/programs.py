"""Third-party programs, started in their own folder and never as root."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

NOBODY = "nobody"


def free_ports(count: int) -> list[int]:
    """This many free ports."""
    doors = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [door.getsockname()[1] for door in doors]
    for door in doors:
        door.close()
    return ports


class Programs:
    """The started programs, each with a log in the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "programs"
        self.folder.mkdir()
        self._user = NOBODY if os.geteuid() == 0 else None
        if self._user:
            folder.chmod(0o711)
            self.give(self.folder)
        self._running: list[subprocess.Popen[bytes]] = []

    def give(self, path: Path) -> None:
        """Give the path to the user that the programs run as."""
        path.chmod(0o700)
        if self._user:
            shutil.chown(path, self._user, pwd.getpwnam(self._user).pw_gid)

    def start(self, name: str, command: Sequence[Any]) -> subprocess.Popen[bytes]:
        """Start a program in its own session."""
        who = {"user": self._user, "group": pwd.getpwnam(self._user).pw_gid, "extra_groups": []} if self._user else {}
        environ = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd=self.folder,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **who,
            )
        self._running.append(process)
        return process

    def end(self) -> None:
        """Kill the programs that still run."""
        for process in self._running:
            process.kill()
            process.wait()
