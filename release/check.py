"""`make release-check`: follow docs/running.md word by word on a fresh Debian, as far as a chroot can.

It needs root, debootstrap and a Debian mirror (MIRROR=... sets another one). A chroot has no systemd as process 1, so
`pid_one.py` starts and stops the units. Each block of the page is typed, or listed here with the reason why not.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import HTTPSHandler, Request

from release.page import Block, blocks
from release.play import PERSON, Visit, check, free_port, play
from release.wheel import ROOT, build

PAGE, SUITE = ROOT / "docs" / "running.md", "bookworm"
MIRROR = os.environ.get("MIRROR", "http://deb.debian.org/debian")
PACKAGES = "systemd,ca-certificates"
"""Packages that an installed Debian has, but not debootstrap's minimal root."""

HERE, WHEELS = "/root/topmost", "/root/wheels"
LEFT_OUT = {
    "Send mail": "it wants a mail server; tests/http/mail has one",
    "Sign in with your organisation": "it wants a provider; tests/http/oidc has one",
    "Behind a proxy that asks who people are": "it wants such a proxy; tests/http/sign_in plays one",
    "With PostgreSQL": "make test and make ha run on it",
    "In a container": "it wants podman; the image is built by hand",
    "Every second, with Litestream": "it wants a second place",
}
URL = "https://queue.example.org"


class BehindTheProxy(HTTPSHandler):
    """Plays the proxy that terminates https: it passes on path and host, and adds the client's address."""

    def __init__(self, port: str) -> None:
        super().__init__()
        self._port = port

    def https_open(self, req: Request) -> HTTPResponse:
        req.add_unredirected_header("X-Forwarded-For", "192.0.2.7")
        return self.do_open(lambda *_, **further: HTTPConnection(f"127.0.0.1:{self._port}", timeout=20), req)  # type: ignore[arg-type,return-value]


class Machine:
    """The fresh Debian in a folder."""

    def __init__(self, root: Path) -> None:
        self.root, self.port = root, free_port()

    def prepare(self, wheel: Path) -> None:
        """Install Debian, and copy the files that the page takes for granted."""
        made = ["/usr/sbin/debootstrap", "--variant=minbase", f"--include={PACKAGES}", SUITE, str(self.root), MIRROR]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
        here = self.root / HERE.lstrip("/")
        shutil.copytree(ROOT / "deploy", here / "deploy")
        for file in (wheel, wheel.parent / "SHA256SUMS", ROOT / "requirements.txt"):
            shutil.copy(file, here)
        shutil.copytree(wheels(), self.root / WHEELS.lstrip("/"))
        shutil.copy("/etc/resolv.conf", self.root / "etc" / "resolv.conf")
        (self.root / "etc/apt/apt.conf.d/90yes").write_text(
            'APT::Get::Assume-Yes "true";\n'
        )  # Nobody is there to answer.
        stand_in = self.root / "usr/local/sbin"
        for name in ("systemctl", "systemd-run", "journalctl"):
            shutil.copy(ROOT / "release" / "pid_one.py", stand_in / name)
            (stand_in / name).chmod(0o755)
        (self.root / "etc/topmost.env").touch(0o600)
        self.type("apt-get update -q")

    def type(self, *lines: str) -> str:
        """Run the lines as root in the folder of the release; returns their output. Stops at the first one that fails."""
        inside = 'mount -t proc proc $0/proc && mount --rbind /dev $0/dev && exec chroot $0 /bin/bash -c "$1"'
        script = "\n".join(["set -e", f"cd {HERE}", *lines])
        environ = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": "/root",
            "TERM": "dumb",
        }
        environ |= {"DEBIAN_FRONTEND": "noninteractive", "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": WHEELS}
        command = [
            "/usr/bin/unshare",
            "--mount",
            "--propagation",
            "private",
            "bash",
            "-ec",
            inside,
            str(self.root),
            script,
        ]
        # A file instead of a pipe, because a started server would keep the pipe open.
        with (self.root / "said").open("w+") as out:
            done = subprocess.run(
                command, env=environ, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, check=False
            )
        said = (self.root / "said").read_text(errors="replace")
        check(done.returncode == 0, f"this works: {lines}\n{said}")
        return said

    def serves(self) -> None:
        """Wait until the server is ready."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            connection = HTTPConnection(f"127.0.0.1:{self.port}", timeout=5)
            try:
                connection.request("GET", "/readyz", headers={"Host": "queue.example.org"})
                if connection.getresponse().status == 200:
                    return
            except OSError:
                pass
            finally:
                connection.close()
            time.sleep(0.1)
        check(False, f"it serves: {(self.root / 'var/log/topmost.log').read_text()}")

    def visit(self) -> Visit:
        """A browser behind the proxy."""
        return Visit(URL, BehindTheProxy(self.port))

    def end(self) -> None:
        """Stop the server, even after a failure."""
        if (self.root / "run/topmost.pid").exists():
            self.type("systemctl stop topmost")


def wheels() -> Path:
    """Download the locked packages for that Debian's Python, with this machine's pip. Returns their folder."""
    folder = ROOT / "build" / "wheels"
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--dest", folder]
    platforms = [f"--platform={name}_x86_64" for name in ("manylinux_2_28", "manylinux2014", "manylinux_2_17")]
    target = ["--only-binary=:all:", "--python-version=3.11", "--implementation=cp", *platforms]
    subprocess.run([*pip, *target, "--require-hashes", "-r", ROOT / "requirements.txt"], check=True)
    return folder


def follow(machine: Machine) -> Iterator[str]:
    """Type the blocks of the page. Yields a line for each block about what was done."""
    for block in blocks(PAGE.read_text(encoding="utf-8")):
        if block.section in LEFT_OUT:
            yield f"left out  {block.section}: {LEFT_OUT[block.section]}"
            continue
        if block.settings:
            env = machine.root / "etc/topmost.env"
            env.write_text("\n".join([*block.lines, f"PORT={machine.port}", ""]))
        else:
            said = machine.type(*block.lines)
            after(machine, block, said)
        yield f"typed     {block.section}: {len(block.lines)} lines, {block.lines[0]}"


def after(machine: Machine, block: Block, said: str) -> None:
    """Check what the page promises after the block."""
    text = "\n".join(block.lines)
    if "journalctl" in text:
        machine.serves()
        link = re.search(r"https://\S+/set-up/\S+", (machine.root / "var/log/topmost.log").read_text())
        check(link is not None, "the log has the link that makes the first team")
        visit = machine.visit()
        visit.address = link[0] if link else ""
        play(visit)
        machine.type("systemd-analyze verify --recursive-errors=no /etc/systemd/system/topmost.service")
    if "topmost-backup.timer" in text:
        machine.type("systemd-analyze verify --recursive-errors=no /etc/systemd/system/topmost-backup.timer")
        check(
            len(list((machine.root / "var/backups/topmost").glob("2*.topmost"))) == 1,
            "the timer's service makes a backup",
        )
    if "topmost doctor" in text:
        check("wrong" not in said, f"the doctor finds nothing wrong: {said}")
    if text.endswith("systemctl start topmost"):
        machine.serves()
        visit = machine.visit()
        visit.look("/sign-in")
        visit.send("/sign-in", email=PERSON["email"], password=PERSON["password"])
        check("Write it down" in visit.page or "Tigers" in visit.page, f"she finds her team again: {visit.address}")


def missing() -> str:
    """What this machine lacks to run the check; "" if nothing."""
    if os.geteuid() != 0:
        return "It needs root: debootstrap and chroot do."
    lacks = [name for name in ("debootstrap", "unshare", "chroot") if shutil.which(name) is None]
    return f"It needs {', '.join(lacks)}: apt-get install debootstrap." if lacks else ""


@contextmanager
def place() -> Iterator[Path]:
    """A temporary empty folder for the root."""
    with TemporaryDirectory(prefix="topmost-debian-") as folder:
        yield Path(folder) / "root"


def main() -> None:
    """Build the wheel, and follow the page once."""
    if lacks := missing():
        sys.exit(lacks)
    wheel = build(ROOT / "build" / "dist")
    with place() as root:
        machine = Machine(root)
        machine.prepare(wheel)
        print(f"Debian {SUITE} with {wheel.name}")
        try:
            for line in follow(machine):
                print(line, flush=True)
        finally:
            machine.end()
    print("docs/running.md was followed to its end.")


if __name__ == "__main__":
    main()
