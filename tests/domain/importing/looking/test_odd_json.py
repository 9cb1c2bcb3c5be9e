"""JSON as APIs return it: other shapes of the same tool, several values in one file, pages, and truncated files."""

import json

import pytest

from queue_app.domain.importing.decoding import json_table, table
from queue_app.domain.importing.facts import source_item
from queue_app.domain.importing.flaws import FlawedFile
from tests.domain.importing.looking.told import asked, counts, told

AT = "2026-09-0{}T00:00:00Z"


def issue(number, **more):
    return {
        "number": number,
        "title": f"t{number}",
        "state": "open",
        "html_url": f"https://example.org/o/r/issues/{number}",
        **more,
    }


def test_a_graphql_answer_of_github():
    nodes = [
        {"number": 1, "title": "A", "body": None, "state": "OPEN", "createdAt": AT.format(1), "closedAt": None,
         "labels": {"nodes": [{"name": "bug"}]}, "assignees": {"nodes": [{"login": "ada"}]}},
        {"number": 2, "title": "B", "state": "CLOSED", "stateReason": "NOT_PLANNED", "closedAt": AT.format(2),
         "labels": {"nodes": []}, "assignees": {"nodes": []}},
    ]  # fmt: skip
    report = told({"data": {"repository": {"issues": {"totalCount": 3, "nodes": nodes}}}})
    assert (report["kind"], counts(report), report["people"], report["areas"]) == ("github", (1, 0, 0, 1), 1, 1)
    assert len(report["problems"]) == 1


def test_the_items_of_a_github_project():
    items = [
        {
            "content": {"number": 3, "title": "T", "type": "Issue", "url": "https://x/o/r/issues/3"},
            "status": "In Progress",
        },
        {"content": {"type": "DraftIssue", "title": "D"}, "id": "PVTI_2", "status": "Todo", "title": "D"},
        {
            "content": {"type": "PullRequest", "number": 4, "title": "P", "url": "https://x/o/r/pull/4"},
            "status": "Done",
        },
    ]
    report = told({"items": items, "totalCount": 3})
    assert (report["kind"], counts(report), report["left_out"]) == ("github", (1, 1, 0, 0), {"pull requests": 1})


@pytest.mark.parametrize("joint", ["\n", "", ",\n"])
def test_several_values_in_one_file_are_one_list(joint):
    assert told(joint.join(json.dumps(issue(n)) for n in (1, 2, 3)))["order"] == ["1", "2", "3"]
    assert told(joint.join(json.dumps([issue(n)]) for n in (1, 2)))["order"] == ["1", "2"]


def test_numbers_of_two_repositories_are_told_apart():
    other = issue(1) | {"html_url": "https://example.org/o/other/issues/1"}
    assert told([issue(1), other])["order"] == ["o/r#1", "o/other#1"]


def test_a_list_that_is_cut_off_gives_its_whole_records():
    whole = json.dumps([issue(n) for n in (1, 2, 3)])
    report = told(whole[:-20])
    assert (report["order"], len(report["problems"])) == (["1", "2"], 1)
    with pytest.raises(FlawedFile, match="breaks off"):
        told('{"lists": [{"id": "a", "name": "To do"}], "cards": [{"id"')


@pytest.mark.parametrize(
    ("value", "kind", "states"),
    [
        ({"count": 2, "value": [{"id": 1, "fields": {"System.Title": "A", "System.State": "Active"}},
                                {"id": 2, "fields": {"System.Title": "B", "System.State": "Removed"}}]},
         "azure_devops", (0, 1, 0, 1)),
        ([{"idReadable": "A-1", "summary": "x", "created": 1788803206000, "resolved": None,
           "customFields": [{"name": "State", "value": {"name": "In Progress"}}]}], "youtrack", (0, 1, 0, 0)),
        ({"bugs": [{"id": 1, "summary": "x", "status": "RESOLVED", "resolution": "FIXED", "cf_last_resolved": AT.format(1)}]},
         "bugzilla", (0, 0, 1, 0)),
        ({"data": {"issues": {"nodes": [{"identifier": "E-1", "title": "t", "state": {"name": "Any", "type": "unstarted"}}]}}},
         "linear", (1, 0, 0, 0)),
        ({"data": {"project": {"issues": {"nodes": [{"iid": "3", "title": "t", "state": "opened"}]}}}}, "gitlab", (1, 0, 0, 0)),
        ([{"id": 1, "name": "x", "current_state": "delivered", "labels": [{"name": "a"}]}], "pivotal", (0, 1, 0, 0)),
        ([["ID", "Link", "Title", "Open", "Doing", "Done"], ["1", "", "x", "2026-01-01", "2026-01-02", "2026-01-03"]],
         "actionableagile", (0, 0, 1, 0)),
        ([{"name": "x", "status": "done", "closed_at": AT.format(1)}, {"name": "y", "status": "open"}], "csv", (1, 0, 1, 0)),
    ],
)  # fmt: skip
def test_what_other_tools_answer(value, kind, states):
    report = told(value)
    assert (report["kind"], counts(report), report["problems"]) == (kind, states, [])


def test_the_history_of_a_jira_issue_tells_its_start():
    fields = {"summary": "x", "status": {"name": "In Bearbeitung", "statusCategory": {"key": "indeterminate"}}}
    move = {"field": "status", "fromString": "Zu erledigen", "toString": "In Bearbeitung"}
    history = {"histories": [{"created": "2026-09-13T01:44:07.000+0200", "items": [move]}]}
    report = told({"total": 1, "issues": [{"key": "A-1", "fields": fields, "changelog": history}]})
    assert (report["kind"], counts(report), report["with_start"]) == ("jira", (0, 1, 0, 0), 1)


def test_of_several_deck_boards_one_can_be_chosen():
    boards = [
        {"title": "A", "stacks": [{"id": 1, "title": "Zu erledigen", "cards": [{"id": 1, "title": "a"}]}]},
        {
            "title": "B",
            "stacks": [{"id": 2, "title": "Fertig", "cards": [{"id": 2, "title": "b", "lastModified": 1789056606}]}],
        },
    ]
    report = told({"boards": boards})
    assert (report["kind"], counts(report), asked(report)) == ("deck", (1, 0, 1, 0), ["which_board"])
    chosen = told({"boards": boards}, which_board="B")
    assert (counts(chosen), chosen["left_out"]) == ((0, 0, 1, 0), {"cards of other boards": 1})


@pytest.mark.parametrize("record", ["{}", "[]", '{"number": 1, "title": "a", "state": "open", "url": ""}'])
def test_too_many_records_are_refused(record, monkeypatch):
    monkeypatch.setattr(source_item, "MOST_ROWS", 100)
    monkeypatch.setattr(json_table, "MOST_ROWS", 100)
    monkeypatch.setattr(table, "MOST_ROWS", 100)
    with pytest.raises(FlawedFile, match="more than 100 rows"):
        told(f"[{','.join([record] * 103)}]")


@pytest.mark.parametrize(
    "value",
    [
        {"data": [{"gid": "1", "name": "A", "completed": False}], "next_page": {"offset": "x"}},
        {"data": {"issues": {"nodes": [{"identifier": "E-1", "title": "A"}], "pageInfo": {"hasNextPage": True}}}},
        {"data": {"project": {"issues": {"nodes": [{"iid": "1", "title": "A"}], "pageInfo": {"hasNextPage": True}}}}},
    ],
    ids=["Asana", "Linear", "GitLab"],
)
def test_a_page_of_a_longer_list_is_told(value):
    problems = told(value)["problems"]
    assert [problem["reason"] for problem in problems] == ["This is a page of a longer list: 1 of ?."]
