"""Boards with lists in other languages, topics as lists, and lists of old work."""

import json

import pytest

from queue_app.domain.importing.looking.look import look_at
from tests.domain.importing.looking.told import asked, counts, told


def board(names, *cards):
    """A board with these lists (`~` before an archived one), and a card in each, or the cards given as (list, archived)."""
    lists = [
        {"id": f"l{at}", "name": name.strip("~"), "closed": name[0] == "~", "pos": at} for at, name in enumerate(names)
    ]
    found = [
        {"id": f"{1788803206 + nth:08x}{nth:016x}", "name": f"card {nth}", "idList": f"l{at}", "closed": archived, "pos": nth,
         "dateLastActivity": "2026-10-01T00:00:00.000Z", "shortUrl": f"c{nth}"}
        for nth, (at, archived) in enumerate(cards or [(at, False) for at in range(len(names))])
    ]  # fmt: skip
    return {"lists": lists, "cards": found}


BOARDS = {
    "German": (["Ideen", "Backlog", "Als nächstes", "In Arbeit", "Review", "Erledigt ✅"], (3, 2, 1, 0)),
    "French": (["À faire", "En cours", "Terminé"], (1, 1, 1, 0)),
    "Spanish": (["Lista de tareas", "En proceso", "Hecho"], (1, 1, 1, 0)),
    "Russian": (["Нужно сделать", "В процессе", "Готово"], (1, 1, 1, 0)),
    "Japanese": (["未着手", "作業中", "完了"], (1, 1, 1, 0)),
    "Portuguese": (["A fazer", "Fazendo", "Feito 🎉"], (1, 1, 1, 0)),
    "weeks": (["Later", "This week", "Doing", "Waiting on others", "Done this week"], (2, 2, 1, 0)),
    "sprints": (["Backlog", "Sprint 13", "Doing", "QA", "Sprint 12 Done", "~Sprint 11 Done"], (2, 2, 2, 0)),
    "between": (["To Do", "Doing", "Glass wall", "Done"], (1, 2, 1, 0)),
    "topics": (["Marketing", "Sales", "Live chat", "Done"], (3, 0, 1, 0)),
    "archived list": (["To do", "Done", "~Old ideas"], (1, 0, 1, 1)),
}


@pytest.mark.parametrize("name", BOARDS)
def test_lists_mean_states(name):
    names, states = BOARDS[name]
    report = told(board(names))
    assert (report["kind"], counts(report), asked(report)) == ("trello", states, [])


def test_cards_wait_nearest_to_the_work_first():
    assert told(board(BOARDS["German"][0]))["order"] == ["c2", "c1", "c0"]
    assert told(board(BOARDS["topics"][0]))["order"] == ["c0", "c1", "c2"]


def test_a_list_behind_the_finished_ones_is_asked_about():
    report = told(board(["To Do", "Doing", "Done", "Wall of fame"]))
    assert report["questions"][0]["proposed"] == {"Wall of fame": "waiting"}
    assert counts(told(board(["To Do", "Doing", "Done", "Wall of fame"]), states={"Wall of fame": "finished"})) == (
        1,
        1,
        2,
        0,
    )


def test_archived_cards_are_asked_about_where_no_list_means_finished():
    value = board(["Scanner", "Shop"], (0, False), (0, True), (1, True))
    assert (counts(told(value)), asked(told(value))) == ((1, 0, 0, 2), ["archived"])
    assert counts(told(value, archived="finished")) == (1, 0, 2, 0)
    assert told(value, archived="leave_out")["left_out"] == {"archived": 2}
    assert asked(told(board(["To do", "Done"], (0, True), (1, True)))) == []


def test_a_board_without_cards_is_empty():
    assert counts(told({"lists": [], "cards": []})) == (0, 0, 0, 0)


def test_steps_comments_and_labels_of_a_card():
    value = board(["To do"]) | {
        "checklists": [{"idCard": f"{1788803206:08x}{0:016x}", "pos": 1, "checkItems": [
            {"name": "second", "state": "incomplete", "pos": 2}, {"name": "first", "state": "complete", "pos": 1}]}],
        "actions": [{"type": "commentCard", "date": "2026-10-01T00:00:00Z", "memberCreator": {"fullName": "Ada"},
                     "data": {"text": "hello", "card": {"id": f"{1788803206:08x}{0:016x}"}}}],
        "labels": [{"id": "b", "name": "Blocked"}],
    }  # fmt: skip
    value["cards"][0]["idLabels"] = ["b"]
    (item,) = look_at(json.dumps(value).encode()).items
    assert [(step.words, step.done) for step in item.steps] == [("first", True), ("second", False)]
    assert [(comment.written, comment.author) for comment in item.comments] == [("hello", "Ada")]
    report = told(value)
    assert (report["blocked"], report["areas"]) == (1, 1)
