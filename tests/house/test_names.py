"""No two classes share a name, so a search for a class has one result."""

import ast
from collections import defaultdict

from tests.house.source import ROOT, nodes, product


def test_no_two_classes_share_a_name():
    places = defaultdict(set)
    for path in product():
        for node in nodes(path):
            if isinstance(node, ast.ClassDef):
                places[node.name].add(str(path.relative_to(ROOT)))
    assert len(places) > 300, "the gate looks at nothing"
    assert {name: sorted(where) for name, where in places.items() if len(where) > 1} == {}
