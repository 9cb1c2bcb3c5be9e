"""The project's own files, as the gates read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def files(*patterns: str) -> tuple[Path, ...]:
    """What git knows or would add, so that neither caches nor data folders are read."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return tuple(ROOT / name for name in sorted(set(names)) if (ROOT / name).is_file())


def product() -> tuple[Path, ...]:
    """The Python that runs at the user's."""
    return files("queue_app/*.py", "config.py", "wsgi.py", "migrations/*.py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(tree(path))


def place(path: Path, line: int) -> str:
    """Where to look, as an editor understands it."""
    return f"{path.relative_to(ROOT)}:{line}"
