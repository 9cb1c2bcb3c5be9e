"""`python -m bench [name ...] [--quick] [--engine sqlite|postgres]`: tables of measurements, each with its target."""

import argparse
import warnings
from collections.abc import Iterator
from types import ModuleType

from bench import (
    api,
    bare,
    browser,
    cover,
    forecasts,
    growth,
    imports,
    movers,
    pages,
    race,
    restore,
    rows,
    start,
    verbs,
    viewers,
    writers,
)
from bench.measure import QUICK, WHOLE, Line, load
from bench.place import place

BENCHES: dict[str, ModuleType] = {
    "bare": bare,
    "verbs": verbs,
    "writers": writers,
    "rows": rows,
    "movers": movers,
    "race": race,
    "api": api,
    "pages": pages,
    "cover": cover,
    "forecasts": forecasts,
    "browser": browser,
    "viewers": viewers,
    "start": start,
    "imports": imports,
    "growth": growth,
    "restore": restore,
}
ENGINES = {"sqlite": "SQLite, synchronous FULL", "postgres": "PostgreSQL, fsync on"}


def main() -> None:
    """Run the named benchmarks, or all of them."""
    asked = _asked()
    warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")  # The embedded PostgreSQL falls back to /tmp.
    length = QUICK if asked.quick else WHOLE
    missed = 0
    for engine in [asked.engine] if asked.engine else ENGINES:
        with place(engine) as here:
            for name in asked.names or BENCHES:
                print(f"\n{name}: {ENGINES[engine]} ({load()})")
                missed += sum(_shown(BENCHES[name].lines(here, length)))
    print(f"\n{missed} aims were missed." if missed else "\nEvery aim was met.")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *BENCHES], metavar="name", help=", ".join(BENCHES))
    parser.add_argument("--quick", action="store_true", help="short, to see that it works")
    parser.add_argument("--engine", choices=ENGINES, help="one of the two")
    return parser.parse_args()


def _shown(lines: Iterator[Line]) -> Iterator[bool]:
    """Print each line as soon as it is measured. Yields whether it misses its target."""
    for line in lines:
        mark = {True: "yes", False: "NO", None: ""}[line.holds]
        print(f"  {line.what:<66} {line.measured:>16}  {line.aim:<14} {mark}".rstrip(), flush=True)
        yield line.holds is False


if __name__ == "__main__":
    main()
