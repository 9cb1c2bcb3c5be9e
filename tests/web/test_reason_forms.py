"""Each form that asks why offers the kinds of its table, and no other."""

import pytest

from queue_app.domain.queue.reasons import ORDER_REASONS, PUT_BACK_REASONS, SKIP_REASONS
from tests.web.pages import PAGES
from tests.web.reading import Page

OFFERED = {name for name, kind in ORDER_REASONS.items() if kind.offered}
ANSWERS = {"put_back": PUT_BACK_REASONS, "swap": PUT_BACK_REASONS, "skip": SKIP_REASONS}


@pytest.mark.parametrize("page", ["move", "queue"])
def test_a_change_of_the_order_offers_its_kinds(render, page):
    template, screen = PAGES[page]
    values = {a["value"] for a in Page(render(template, screen)).all("option")}
    assert values >= OFFERED
    assert not values & (ORDER_REASONS.keys() - OFFERED)


@pytest.mark.parametrize("verb", ANSWERS)
def test_leaving_work_offers_its_kinds(render, verb):
    template, screen = next((name, value) for name, value in PAGES.values() if name == f"item/{verb}.html")
    radios = Page(render(template, screen)).all("input", type="radio", name="kind")
    assert [a["value"] for a in radios] == list(ANSWERS[verb])
