"""Which column means what: by its heading, by the tool that wrote the file, or as a person says."""

import pytest

from queue_app.domain.errors import InputError
from queue_app.domain.importing.columns import choose_columns, demand_title, guess_columns


def test_the_headings_of_a_plain_file_are_known_in_any_case_and_order() -> None:
    headings = ["Finished at", "ID", " Title ", "people", "Colour", "STARTED", "area", "words", "state", "created"]
    assert guess_columns(headings) == {
        "title": (2,),
        "reference": (1,),
        "state": (8,),
        "created": (9,),
        "started": (5,),
        "finished": (0,),
        "people": (3,),
        "area": (6,),
        "words": (7,),
    }


def test_an_export_of_jira_is_known_by_its_issue_keys() -> None:
    header = (
        "Summary,Issue key,Id,Status,Status Category,Assignee,Created,Resolved,Component/s,Component/s,Vote,Description"
    )
    headings = header.split(",")
    assert guess_columns(headings) == {
        "title": (0,),
        "reference": (1,),
        "state": (4,),
        "people": (5,),
        "created": (6,),
        "finished": (7,),
        "area": (8, 9),
        "words": (11,),
    }


def test_an_export_of_kanboard_is_known_by_its_task_ids() -> None:
    header = (
        "Task Id,Reference,Project,Status,Category,Swimlane,Column,Position,Color,Due date,Creator,Creator Name,"
        "Assignee Username,Assignee Name,Complexity,Title,Creation date,Modification date,Completion date,Start date"
    )
    headings = header.split(",")
    found = guess_columns(headings)
    assert {name: headings[places[0]] for name, places in found.items()} == {
        "title": "Title",
        "reference": "Task Id",
        "state": "Status",
        "created": "Creation date",
        "started": "Start date",
        "finished": "Completion date",
        "people": "Assignee Name",
        "area": "Category",
    }


def test_a_person_may_choose_otherwise_and_columns_of_one_heading_belong_together() -> None:
    headings = ["a", "b", "Tag", "c", "tag"]
    assert choose_columns(headings, {"title": 1, "area": 2, "people": None}) == {"title": (1,), "area": (2, 4)}
    assert choose_columns(headings, {"title": 2}) == {"title": (2,)}


def test_columns_without_a_heading_do_not_belong_together() -> None:
    assert choose_columns(["title", "", ""], {"title": 0, "area": 1}) == {"title": (0,), "area": (1,)}


@pytest.mark.parametrize("place", [-1, 2, 2**63])
def test_a_column_that_is_not_there_is_refused(place: int) -> None:
    with pytest.raises(InputError, match="no such column"):
        choose_columns(["title", "area"], {"title": place})


def test_a_file_needs_titles_and_nothing_else() -> None:
    demand_title(guess_columns(["title"]))
    with pytest.raises(InputError, match="titles") as told:
        demand_title(guess_columns(["what", "when"]))
    assert told.value.field == "title"
