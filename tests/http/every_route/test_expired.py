"""Forms that are sent without a session."""

import re

from tests.http.reading import Shown


def test_a_form_sent_into_an_expired_session_gives_back_what_was_typed_and_leads_to_its_page(site, cast):
    cast.add("Search")
    item = f"/teams/{cast.team}/items/1"
    nobody = site.browser()
    typed = {"title": "Search <rooms>", "words": "Half an hour of writing", "expect": "1", "key": "k" * 12}
    answer = nobody.post(f"{item}/edit", typed)
    assert answer.status_code == 401
    page = Shown(answer)
    assert "Half an hour of writing" in answer.text
    assert "Search &lt;rooms&gt;" in answer.text
    assert "k" * 12 not in answer.text
    assert page.link("Sign in") == f"/sign-in?next={item}/edit"
    assert Shown(nobody.post(f"{item}/note", {"text": "A note"})).link("Sign in") == f"/sign-in?next={item}"
    added = nobody.post(f"/teams/{cast.team}/add", {"title": "Fees", "to": "bottom", "kind": "learned"})
    assert re.findall(r"<textarea[^>]*>\n(.*)</textarea>", added.text) == ["Fees"], "what was only chosen is no text"
    secret = nobody.post("/account/password", {"old": "my old sentence", "password": "my new sentence"})
    assert "sentence" not in secret.text
    foreign = nobody.post(f"{item}/note", {"text": "Call this number"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert "Call this number" not in foreign.text
