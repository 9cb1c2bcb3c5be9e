"""Each set of choices is listed once, in a table with its labels. All other code uses that table."""

import ast
from collections.abc import Iterator

import pytest
from jinja2 import Environment
from jinja2 import nodes as jinja

from queue_app.domain.cover import declarations
from queue_app.domain.queue.item import STATE_LABELS, State
from queue_app.domain.queue.reasons import ORDER_REASONS, PUT_BACK_REASONS
from queue_app.domain.team.rights import ROLE_LABELS, ROLE_NOUNS, Role
from queue_app.usecases.cover.declare import DECLARE
from queue_app.usecases.team import page_links
from queue_app.web.shared import VIEWS
from tests.house.source import ROOT, files, nodes, place

LISTED = {
    "queue_app/domain/queue/reasons.py": (ORDER_REASONS, PUT_BACK_REASONS),
    "queue_app/domain/queue/item.py": (STATE_LABELS,),
    "queue_app/domain/team/rights.py": (ROLE_LABELS,),
    "queue_app/domain/cover/declarations.py": (declarations.KINDS,),
    "queue_app/usecases/team/page_links.py": (page_links.PAGES,),
}
"""{module: the tables in it}."""
KEYED = {"queue_app/web/shared.py", "queue_app/usecases/cover/declare.py", "queue_app/domain/team/rights.py"}
"""Modules that map the same keys to something else. A test below or mypy compares the keys."""
TABLES = [frozenset(map(str, table)) for tables in LISTED.values() for table in tables]


def test_every_member_has_a_label():
    assert STATE_LABELS.keys() == set(State)
    assert ROLE_LABELS.keys() == ROLE_NOUNS.keys() == set(Role)
    assert all(
        (*STATE_LABELS.values(), *ROLE_LABELS.values(), *declarations.KINDS.values(), *page_links.PAGES.values())
    )


def test_what_is_keyed_by_a_table_has_all_of_it():
    assert VIEWS.keys() == page_links.PAGES.keys()
    assert [field.name for field in DECLARE.fields] == list(declarations.KINDS)


def test_no_module_lists_a_table_again():
    lists = [
        place(path, node.lineno)
        for path in files("queue_app/*.py")
        if path.relative_to(ROOT).as_posix() not in LISTED.keys() | KEYED
        for node in nodes(path)
        if _values(node) in TABLES
    ]
    assert lists == []


def _values(node: ast.AST) -> frozenset[object]:
    elements = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", ())
    return frozenset(getattr(element, "value", None) for element in elements)


@pytest.mark.parametrize("path", files("queue_app/templates/*"), ids=lambda path: path.name)
def test_no_template_gives_the_values_of_a_table_labels_of_its_own(path):
    tree = Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(path.read_text())
    assert [labelled for labelled in _labelled(tree) if any(labelled <= table for table in TABLES)] == []


def _labelled(tree: jinja.Template) -> Iterator[frozenset[object]]:
    """The values of each dict and list of pairs whose words are translated."""
    for group in tree.find_all(jinja.Dict):
        pairs = [(pair.key, pair.value) for pair in group.items]
        yield from _translated(pairs)
    for group in tree.find_all((jinja.List, jinja.Tuple)):
        yield from _translated(
            [one.items[:2] for one in group.items if isinstance(one, jinja.Tuple) and len(one.items) > 1]
        )


def _translated(pairs: list) -> Iterator[frozenset[object]]:
    values = {key.value for key, words in pairs if isinstance(key, jinja.Const) and isinstance(words, jinja.Call)}
    values -= {""}
    if len(values) > 1:
        yield frozenset(values)
