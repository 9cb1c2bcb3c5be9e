"""A large file is read within a small multiple of its size, in a process of its own: neither all of its text nor all of its
bytes are held beside its rows."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

CHILD = """
import sys
from datetime import date
from pathlib import Path
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.team.team import Team
from queue_app.usecases.importing.read_file import read_file

def held(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))

before = held("VmRSS")
Path("/proc/self/clear_refs").write_text("5")
rows = read_file(Path(sys.argv[1]).read_bytes(), ImportAnswers(), Team(1, "T"), date(2026, 11, 30)).fitted.rows
print(len(rows), held("VmHWM") - before)
"""
ROWS, WORDS = 2_500, "word " * 1_000
QUOTED = f"“word” {WORDS}"
"""Two signs beyond Latin-1: Python takes two bytes for each sign of it."""


def table(words: str) -> str:
    return "id,title,words\n" + "".join(f"r{n},Item “{n}”,{words}end\n" for n in range(ROWS))


def issues() -> str:
    issue = {"title": "Item", "body": QUOTED, "state": "open", "url": "u", "labels": [{"name": "a"}]}
    return json.dumps([issue | {"number": n} for n in range(ROWS)], ensure_ascii=False)


def board() -> str:
    card = {"name": "Item", "desc": QUOTED, "idList": "l", "labels": [{"name": "a"}]}
    cards = [card | {"id": f"c{n}", "pos": n} for n in range(ROWS)]
    lists = [{"id": "l", "name": "To do", "pos": 1, "closed": False}]
    return json.dumps({"name": "Board", "lists": lists, "cards": cards, "actions": []}, ensure_ascii=False)


@pytest.mark.parametrize(
    "text", [table(WORDS), table(QUOTED), issues(), board()], ids=["table", "quoted", "issues", "board"]
)
def test_a_large_file_takes_less_than_three_times_its_size(tmp_path: Path, text: str) -> None:
    file = tmp_path / "large"
    file.write_text(text)
    told = subprocess.run([sys.executable, "-c", CHILD, str(file)], check=True, capture_output=True, text=True)
    rows, peak = map(int, told.stdout.split())
    assert rows == ROWS
    assert peak < 3 * file.stat().st_size
