#!/usr/bin/python3
"""Plays systemd's process 1, which a chroot does not have: it starts and stops the services of units, as their user.

It is `systemctl`, `systemd-run` and `journalctl` in the root of `make release-check`. The real systemctl enables units.
`tests/deploy` tests what a unit forbids (capabilities, system calls).
"""

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

REAL = "/usr/bin/systemctl"
UNITS, RUN, LOGS = Path("/etc/systemd/system"), Path("/run"), Path("/var/log")
SECONDS = 60


def systemctl(verb: str, *arguments: str) -> int:
    """Run one of the verbs that the page uses."""
    units = [one.removesuffix(".service") for one in arguments if not one.startswith("-")]
    if verb in ("enable", "daemon-reload"):
        offline = os.environ | {"SYSTEMD_OFFLINE": "1"}
        done = subprocess.run([REAL, verb, *units], env=offline, check=False).returncode
        return done or (start(units[0]) if "--now" in arguments and not units[0].endswith(".timer") else 0)
    if verb in ("start", "stop"):
        return start(units[0]) if verb == "start" else stop(units[0])
    raise SystemExit(f"{verb} has no stand-in here.")


def start(unit: str) -> int:
    """Start the service. Returns when a oneshot has ended, or another service is running."""
    said = read(unit)
    user = said["User"][0]
    for name in said.get("StateDirectory", []):
        subprocess.run(
            ["/usr/bin/install", "-d", "-o", user, "-g", user, "-m", said["StateDirectoryMode"][0], f"/var/lib/{name}"],
            check=True,
        )
    environ = dict(pair.split("=", 1) for pair in said.get("Environment", [])) | settings(said["EnvironmentFile"])
    commands = [
        shlex.split(line.replace("%%", "%")) for name in ("ExecStart", "ExecStartPost") for line in said.get(name, [])
    ]
    if said["Type"] == ["oneshot"]:
        return next((code for code in (as_user(user, environ, one).wait() for one in commands) if code), 0)
    with (LOGS / f"{unit}.log").open("ab") as log:
        server = as_user(user, environ, commands[0], log)
    (RUN / f"{unit}.pid").write_text(str(server.pid))
    return 0


def stop(unit: str) -> int:
    """Ask the service to end, and wait for it."""
    file = RUN / f"{unit}.pid"
    pid = int(file.read_text())
    file.unlink()
    os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + SECONDS
    while Path(f"/proc/{pid}/exe").exists() and time.monotonic() < until:
        time.sleep(0.05)
    return 0


def systemd_run(*arguments: str) -> int:
    """Run a command with the user, settings and environment given by the options."""
    options = [one for one in arguments if one.startswith("--")][
        : next(n for n, one in enumerate(arguments) if one[0] == "/")
    ]
    command = list(arguments[len(options) :])
    said = dict(one.removeprefix("--").removeprefix("property=").split("=", 1) for one in options if "=" in one)
    name, _, value = said["setenv"].partition("=")
    return as_user(said["uid"], {name: value} | settings([said["EnvironmentFile"]]), command).wait()


def journalctl(*arguments: str) -> int:
    """Print the last lines of a service's log."""
    unit, lines = arguments[arguments.index("-u") + 1], arguments[arguments.index("-n") + 1]
    time.sleep(3)  # A person would be slower.
    return subprocess.run(["/usr/bin/tail", "-n", lines, LOGS / f"{unit}.log"], check=False).returncode


def as_user(user: str, environ: dict[str, str], command: list[str], out: object = None) -> subprocess.Popen:
    """Start the command as this user, with only this environment."""
    with_path = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"} | environ
    return subprocess.Popen(
        command, user=user, group=user, extra_groups=[], env=with_path, umask=0o077, stdout=out, stderr=out and subprocess.STDOUT,
        cwd="/", start_new_session=out is not None,
    )  # fmt: skip


def read(unit: str) -> dict[str, list[str]]:
    """Read the settings of a unit file."""
    found: dict[str, list[str]] = {}
    for line in (UNITS / f"{unit}.service").read_text().splitlines():
        if "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def settings(files: list[str]) -> dict[str, str]:
    """The settings of environment files. A file whose name begins with - may be missing."""
    there = [Path(file.removeprefix("-")) for file in files if Path(file.removeprefix("-")).exists()]
    return dict(line.split("=", 1) for file in there for line in file.read_text().splitlines() if "=" in line)


if __name__ == "__main__":
    name = Path(sys.argv[0]).name
    sys.exit({"systemctl": systemctl, "systemd-run": systemd_run, "journalctl": journalctl}[name](*sys.argv[1:]))
