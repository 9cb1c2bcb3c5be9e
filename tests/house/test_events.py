"""The table of event kinds is complete: it has every recorded kind, with words if a history shows it."""

import ast

import pytest

from queue_app.domain.queue.events import EVENT_KINDS, OF_THE_ORDER_HISTORY, UNDOABLE
from queue_app.web.shipped import topmost
from tests.house.source import files, nodes, place

RECORDS = {"record": 0, "leave_slot": 1}
"""{function that records an event: the position of its argument for the kind}."""
ELSEWHERE = {"created": "queue_app/store/team/teams.py", "imported": "queue_app/store/importing/items.py"}
"""{kind: the file that writes it without a use case's `Tx`}."""


def _recorded() -> dict[str, set[bool]]:
    """{kind: whether its events have items}, from the calls in the use cases."""
    found: dict[str, set[bool]] = {}
    for path in files("queue_app/usecases/*.py"):
        for call in nodes(path):
            if isinstance(call, ast.Call) and _called(call) in RECORDS:
                kind = call.args[RECORDS[_called(call)]]
                if isinstance(kind, ast.Constant):
                    items = _called(call) == "leave_slot" or len(call.args) > 1
                    found.setdefault(kind.value, set()).add(items)
    return found


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_each_recorded_kind_is_in_the_table_and_each_of_the_table_is_recorded():
    assert _recorded().keys() | ELSEWHERE.keys() == EVENT_KINDS.keys()


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_a_kind_without_a_use_case_is_written_there(kind):
    (path,) = files(ELSEWHERE[kind])
    assert any(isinstance(node, ast.Constant) and node.value == kind for node in nodes(path))


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_a_kind_that_a_history_shows_has_words(kind):
    shown = True in _recorded().get(kind, {kind == "imported"}) or kind in OF_THE_ORDER_HISTORY
    assert (EVENT_KINDS[kind].words is not None) == shown


def test_what_can_be_undone_tells_who_did_it_what_it_did():
    unspecific = EVENT_KINDS["settings"].done
    assert [kind for kind in UNDOABLE if EVENT_KINDS[kind].done == unspecific] == []


def test_kinds_are_listed_nowhere_else():
    """Four kinds in one literal count as a list, and lists of kinds must be derived from the table.

    The client is exempt: it is a single file that runs alone on other machines."""
    lists = [
        place(path, node.lineno)
        for path in files("queue_app/*.py")
        for node in nodes(path)
        if isinstance(node, ast.Tuple | ast.List | ast.Set) and _kinds(node.elts) and path.name != "topmost.py"
    ]
    assert lists == []
    assert EVENT_KINDS.keys() >= topmost.CALM


def _kinds(elements: list[ast.expr]) -> bool:
    values = [element.value for element in elements if isinstance(element, ast.Constant)]
    return len(values) > 3 and set(values) <= EVENT_KINDS.keys()
