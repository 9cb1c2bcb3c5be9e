"""Measuring times, and lines that show a measurement with its target."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Length:
    """How long to measure: alternations with the reference, repetitions of a call, seconds of a crew, largest number of rows."""

    alternations: int
    times: int
    seconds: float
    largest: int


WHOLE = Length(alternations=5, times=60, seconds=10, largest=100_000)
QUICK = Length(alternations=2, times=15, seconds=2, largest=10_000)


@dataclass(frozen=True)
class Line:
    """One row of the table. `holds` is None if the number has no target."""

    what: str
    measured: str
    aim: str = ""
    holds: bool | None = None


def at_most(what: str, value: float, most: float, unit: str = "", digits: int = 1) -> Line:
    """A line that holds if the value is at most `most`."""
    return Line(what, f"{value:,.{digits}f} {unit}", f"<= {most:,g} {unit}", value <= most)


def at_least(what: str, value: float, least: float, unit: str = "", digits: int = 1) -> Line:
    """A line that holds if the value is at least `least`."""
    return Line(what, f"{value:,.{digits}f} {unit}", f">= {least:,g} {unit}", value >= least)


def exactly(what: str, value: float, wanted: float) -> Line:
    """A line that holds if the value is exactly `wanted`."""
    return Line(what, f"{value:,g}", f"{wanted:,g}", value == wanted)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that this share of the values does not exceed; infinite without values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("inf")


@dataclass(frozen=True)
class Took:
    """The time of one call in milliseconds. `cpu_ms` is the CPU time of this process only."""

    ms: float
    cpu_ms: float


def timed(call: Callable[[], object]) -> Took:
    """Call `call` once, and measure it."""
    began, cpu = time.perf_counter(), time.process_time()
    call()
    return Took((time.perf_counter() - began) * 1000, (time.process_time() - cpu) * 1000)


def in_turn(length: Length, *measured: Callable[[], float]) -> list[float]:
    """The median of each. They are measured in turn, so that other load on the machine affects all of them."""
    rounds = [[measure() for measure in measured] for _ in range(length.alternations)]
    return [median(values) for values in zip(*rounds, strict=True)]


WARM = 60
"""How often a page is requested before its CPU time is measured. Each thread of the server has its own connection, and the first
answers on one cost double: on PostgreSQL 35 ms, later 17."""


_REST, _NEXT_TO_NOTHING = 0.5, 0.002


def cpu_seconds(pid: int) -> float:
    """The CPU time of a process with all its threads, to the nanosecond (Linux)."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def settled(pid: int) -> None:
    """Wait until the process is idle: a server that has just started first computes the records of its teams."""
    used = 0.0
    while (now := cpu_seconds(pid)) - used > _NEXT_TO_NOTHING:
        used = now
        time.sleep(_REST)


def load() -> str:
    """The load of the machine before measuring. Numbers from a busy machine say little."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
