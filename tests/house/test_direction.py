"""One CSS rule and one function set the text direction of people's words, so no template has to."""

import re

from queue_app.web.html.assets import STATIC, STYLES
from tests.house.source import ROOT

PAGES = ROOT / "queue_app" / "templates"


def test_every_element_isolates_its_words_and_every_page_has_the_sheet() -> None:  # W2
    assert "words" in STYLES
    assert "body :not(svg, svg *) { unicode-bidi: plaintext; }" in (STATIC / "css" / "words.css").read_text()
    others = [sheet.name for sheet in (STATIC / "css").glob("*.css") if "unicode-bidi" in sheet.read_text()]
    assert others == ["words.css"]
    whole = [page for page in PAGES.rglob("*.html") if re.search(r"<html\b", page.read_text())]
    assert whole
    head = re.compile(r"asset\('style.css'\)|around\.head")
    assert "asset('style.css')" in (PAGES / "_macros" / "around.html").read_text()
    assert all(head.search(page.read_text()) for page in whole)
