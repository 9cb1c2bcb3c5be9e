"""The project's own files, for the tests of this folder."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def files(*patterns: str) -> tuple[Path, ...]:
    """The files that git tracks or would add: no caches and no data folders."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return tuple(ROOT / name for name in sorted(set(names)) if (ROOT / name).is_file())


def product() -> tuple[Path, ...]:
    """The Python files of the product."""
    return files("queue_app/*.py", "config.py", "wsgi.py", "migrations/*.py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(tree(path))


def place(path: Path, line: int) -> str:
    """`path:line`, which editors understand."""
    return f"{path.relative_to(ROOT)}:{line}"
