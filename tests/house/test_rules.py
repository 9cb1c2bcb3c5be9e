"""The project's own rules hold in every file of the product, and each rule finds what it forbids."""

import ast
from fnmatch import fnmatch

import pytest

from tests.house import rules
from tests.house.source import ROOT, place, product, tree

BAD = {
    rules.naive_time: ["datetime.utcnow()", "datetime.datetime.now()", "datetime.fromtimestamp(3)", "date.today()"],
    rules.commit: ["connection.commit()", "db.session.commit()"],
    rules.assembled_sql: [
        'f"SELECT * FROM item WHERE id = {number}"',
        '"DELETE FROM %s" % name',
        '"UPDATE item SET " + change',
        '"INSERT INTO {}".format(table)',
    ],
    rules.redirect_to_what_was_sent: [
        "redirect(request.referrer)",
        'redirect(request.args.get("next") or "/")',
        'flask.redirect(f"/{request.path}")',
    ],
    rules.bare_id: ["session.get(Item, 3)", "Item.query.get(3)", "db.session.get(Item, 3)"],
    rules.calls_out: ["import smtplib", "import urllib.request", "from urllib import request", "import httpx"],
    rules.assembled_message: [
        'N_(f"{count} items")',
        'N_("Line " + number)',
        'nN_("one item", f"{many} items", "count")',
        '_("{} items".format(3))',
        'InputError("text", f"At most {most}.")',
        'N_("{count} items").format(count=3)',
    ],
    rules.only_the_standard_library: [
        "import flask",
        "from sqlalchemy import text",
        "import random",
        "import os.path",
        "import numpy.random",
        "from numpy.random import default_rng",
    ],
}
GOOD = {
    rules.naive_time: ["datetime.now(UTC)", "datetime.now(tz=UTC)"],
    rules.commit: ["connection.begin()"],
    rules.assembled_sql: ['f"SELECT {_COLUMNS} FROM item"', '"select one of " + words', 'f"{n} items"'],
    rules.redirect_to_what_was_sent: ['redirect(url_for("queue"))', 'redirect(own_path(request.args["next"]))'],
    rules.bare_id: ["dict.get(3)", "values.get('x')"],
    rules.calls_out: ["from urllib.parse import urlsplit"],
    rules.assembled_message: ['N_("one" " text")', '_("{} items").format(3)', "gettext(action.title)"],
    rules.only_the_standard_library: [
        "import datetime",
        "import numpy as np",
        "from queue_app.domain.queue.order import between",
    ],
}


def cases(examples):
    return [pytest.param(rule, code, id=f"{rule.__name__}: {code}") for rule in examples for code in examples[rule]]


@pytest.mark.parametrize(("rule", "code"), cases(BAD))
def test_the_rule_sees(rule, code):
    assert list(rule(list(ast.walk(ast.parse(code)))))


@pytest.mark.parametrize(("rule", "code"), cases(GOOD))
def test_the_rule_lets_pass(rule, code):
    assert not list(rule(list(ast.walk(ast.parse(code)))))


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_the_product_keeps_the_rule(rule):
    broken = []
    for path in product():
        name = str(path.relative_to(ROOT))
        if fnmatch(name, rules.RULES[rule]) and (rule, name) not in rules.EXCEPTIONS:
            broken += [place(path, line) for line in rule(list(ast.walk(tree(path))))]
    assert broken == [], rule.__doc__


def test_every_exception_is_still_needed():
    for rule, name in rules.EXCEPTIONS:
        assert list(rule(list(ast.walk(tree(ROOT / name))))), f"{name} keeps the rule now"
