"""Odd files on the page: read as they are meant, or refused with line and reason, without writing anything."""

import re

import pytest

from tests.http.importing.bringing import bring, brought, choices
from tests.http.site import Site
from tests.odd_files import FINISHED, REFUSED, TAKEN


@pytest.mark.parametrize("content", TAKEN.values(), ids=TAKEN)
def test_it_is_taken(site: Site, content: bytes) -> None:
    bob = site.browser(site.cast.bob)
    address = brought(site, bob, content)
    assert bob.post(f"{address}/import", choices(bob.get(address))).status_code == 303
    item = site.cast.item(1)
    assert (item.title, item.finished_on, item.finished_at) == ("A", FINISHED, None)
    assert len(site.rows("item")) == 1


@pytest.mark.parametrize(("content", "line", "reason"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused(site: Site, content: bytes, line: int, reason: str) -> None:
    bob = site.browser(site.cast.bob)
    answer = bring(site, bob, content)
    if answer.status_code == 303:
        answer = bob.post(f"{answer.location}/import", choices(bob.get(answer.location)))
    assert answer.status_code == 422
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))
    assert re.search(rf"[Ll]ine {line}, \w+: {re.escape(reason)}", said)
    assert site.rows("item") == []


def test_headings_without_rows_bring_nothing(site: Site) -> None:
    bob = site.browser(site.cast.bob)
    page = bob.get(brought(site, bob, "title,finished\n"))
    assert "Nothing new comes in" in page.text
    assert "formaction" not in page.text
