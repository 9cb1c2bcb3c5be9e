"""`flask import look` prints one JSON object, or sentences. It opens no database."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from queue_app.cli.import_look import look as command

EXPORTS = Path(__file__).parents[1] / "domain/importing/exports"


@pytest.fixture
def look():
    """Run the command without an application, so that there is no database to open."""
    return lambda *arguments: CliRunner().invoke(command, [*map(str, arguments)])


def test_it_prints_one_object(look):
    result = look(EXPORTS / "jira_es.csv", "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["kind"], told["rows"], told["finished"]) == (0, "jira", 14, 6)


def test_a_calendar_is_known_as_one(look):
    assert json.loads(look(EXPORTS / "company.ics", "--json").stdout)["kind"] == "icalendar"


def test_without_json_it_prints_sentences(look):
    lines = look(EXPORTS / "jira_cp1252_ambiguous.csv").stdout.splitlines()
    assert lines[0] == "kind: jira"
    assert any(line.startswith("Question date_order: Does the day or the month come first") for line in lines)


def test_an_answer_is_a_file_and_is_asked_no_more(look, tmp_path):
    (tmp_path / "answers.json").write_text('{"date_order": "month_first"}')
    told = json.loads(
        look(EXPORTS / "jira_cp1252_ambiguous.csv", "--answers", tmp_path / "answers.json", "--json").stdout
    )
    assert told["questions"] == []
    assert told["first_finish"] == "2026-03-11T10:30:00"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("[1]", "one JSON object"),
        ('{"date_order": "whenever"}', "day_first, month_first"),
        ('{"states": {"To Do": "gone"}}', "waiting, in_progress"),
        ("{", "not JSON"),
    ],
)
def test_an_answer_that_is_none_is_refused(look, tmp_path, answers, said):
    (tmp_path / "answers.json").write_text(answers)
    result = look(EXPORTS / "jira_cp1252_ambiguous.csv", "--answers", tmp_path / "answers.json")
    assert result.exit_code == 1
    assert said in result.stderr


def test_times_without_a_zone_get_the_one_that_is_named(look):
    told = json.loads(look(EXPORTS / "jira_es.csv", "--zone", "Europe/Madrid", "--json").stdout)
    assert told["last_finish"] == "2026-09-30T08:22:00+02:00"
    assert look(EXPORTS / "jira_es.csv", "--zone", "Europe/Nowhere").exit_code == 1


def test_a_kind_can_be_named_and_a_file_that_is_none_is_refused(look, tmp_path):
    assert json.loads(look(EXPORTS / "jira_es.csv", "--kind", "csv", "--json").stdout)["kind"] == "csv"
    (tmp_path / "x.csv").write_text("")
    result = look(tmp_path / "x.csv", "--json")
    assert (result.exit_code, json.loads(result.stdout)["problems"][0]["line"]) == (1, 1)
    assert "The file is empty." in result.stderr
