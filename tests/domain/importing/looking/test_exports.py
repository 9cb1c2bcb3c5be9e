"""Small exports of every tool, with the right values of each in `expected.json`.

`accept` lists other correct readings (`asks`: only if that question is asked too); a list of numbers means any of them.
"""

import json
from pathlib import Path

import pytest

from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.looking.look import look_at
from queue_app.domain.importing.looking.report import report

EXPORTS = Path(__file__).parents[1] / "exports"
EXPECTED = json.loads((EXPORTS / "expected.json").read_text())["files"]
ITEMS = [name for name, expected in EXPECTED.items() if expected["kind"] != "icalendar"]
FIELDS = (
    "kind", "encoding", "rows", "waiting", "running", "finished", "dropped", "first_finish", "last_finish",
    "finished_without_day", "with_start", "order", "people", "areas", "blocked",
)  # fmt: skip


def right(field, expected, asked):
    """All values that are right for the field."""
    accepted = [{}, *(other for other in expected["accept"] if set(other.get("asks", ())) <= asked)]
    values = [(expected | other)[field] for other in accepted]
    several = [value for value in values if isinstance(value, list) and field != "order"]
    return [*values, *(number for value in several for number in value), *(expected.get("kinds", ()))]


@pytest.mark.parametrize("name", ITEMS)
def test_an_export_is_read_as_its_tool_means_it(name):
    expected, told = EXPECTED[name], report(look_at((EXPORTS / name).read_bytes()))
    asked = {question["about"] for question in told["questions"]}
    wrong = {
        field: told[field] for field in FIELDS if field in expected and told[field] not in right(field, expected, asked)
    }
    assert wrong == {}
    assert asked >= {*expected.get("must_ask", ()), *expected["questions"]}
    assert asked <= {*expected["questions"], *expected["optional_questions"]}
    assert bool(told["problems"]) is bool(expected.get("problems"))
    assert expected.get("left_out", {}).items() <= told["left_out"].items()


@pytest.mark.parametrize("name", ITEMS)
def test_what_was_answered_is_asked_no_more(name):
    raw = (EXPORTS / name).read_bytes()
    proposed = {question["about"]: question["proposed"] for question in report(look_at(raw))["questions"]}
    assert report(look_at(raw, ImportAnswers.of(proposed)))["questions"] == []
