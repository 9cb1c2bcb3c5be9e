"""Images of an item over HTTP: chosen in a form without scripts, named by words and notes, given only to who may read them."""

from io import BytesIO

import pytest

from queue_app.usecases.queue.plan import note
from tests.http.reading import Shown
from tests.pictures import HIDDEN, bomb, picture
from tests.rows import column

pytestmark = pytest.mark.usefixtures("runs")


def sent(content, name="a.png", alt="", **headers):
    return {"data": {"image": (BytesIO(content), name), "alt": alt}, "headers": headers}


@pytest.fixture
def with_image(runs, alice, item):
    answer = alice.browser.post(f"{item}/image", **sent(picture(), alt="The form"))
    assert (answer.status_code, answer.location) == (303, f"{item}#h-images")
    return f"{item}/images/1"


def test_it_is_seen_where_words_and_notes_name_it(cast, alice, item, with_image):
    cast.do(note, item=1, words="See\n\n![](image:1)\n\n![another](image:2) ![far](https://e.org/x.png)", by=cast.alice)
    page = alice.look(item)
    html = page.response.text
    assert html.count(f'src="{with_image}"') == 2  # In the list and in the note.
    assert f'<img src="{with_image}" alt="The form" width="40" height="30" loading="lazy">' in html
    assert "another far" in page.words
    assert "e.org" not in html.split("h-notes")[1].split("textarea")[0]


def test_it_is_served_so_that_nothing_in_it_can_act(alice, with_image):
    answer = alice.browser.get(with_image)
    assert answer.status_code == 200
    assert HIDDEN not in answer.data
    assert dict(answer.headers) | {
        "Content-Type": "image/png",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=31536000, immutable",
        "Content-Disposition": "inline; filename=image-1-1.png",
        "Cross-Origin-Resource-Policy": "same-origin",
    } == dict(answer.headers)
    assert "Cookie" in answer.headers["Vary"]
    again = alice.browser.get(with_image, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_only_the_team_gets_it(site, cast, alice, with_image):
    missing = alice.browser.get(with_image.replace("images/1", "images/2"))
    stranger = site.browser(cast.mallory).get(with_image)
    assert (missing.status_code, stranger.status_code) == (404, 404)
    assert site.browser().get(with_image).status_code in (302, 303, 401)
    observer = site.browser(cast.carol)
    assert observer.get(with_image).status_code == 200
    assert observer.post(with_image.replace("images", "remove-image")).status_code == 403


def test_a_removed_one_is_gone_for_everybody(cast, alice, item, with_image):
    answer = alice.browser.post(with_image.replace("images", "remove-image"))
    assert answer.status_code == 303
    assert alice.browser.get(with_image).status_code == 404
    assert with_image not in alice.look(item).response.text
    assert alice.browser.post(with_image.replace("images", "remove-image")).status_code == 404


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is no PNG, JPEG, GIF or WebP."),
        (bomb("PNG"), "This image has more than 50 million pixels."),
        (picture("PNG", (400, 300))[:-60], "This image is broken."),
        (b"", "Choose an image."),
    ],
    ids=["svg", "bomb", "half", "empty"],
)
def test_anything_else_is_refused_on_the_page_and_for_the_script(site, alice, item, content, why):
    before = site.mark()
    answer = Shown(alice.browser.post(f"{item}/image", **sent(content, alt="What I typed")))
    assert answer.response.status_code == 422
    assert why in answer.words
    assert "What I typed" in answer.response.text
    told = alice.browser.post(f"{item}/image", **sent(content, Accept="application/json"))
    assert (told.status_code, told.json["code"]) == (422, "input_error")
    assert why in told.json["detail"]
    assert site.mark() == before


def test_the_script_learns_its_number_and_a_form_sent_twice_is_one_image(cast, alice, item):
    for _ in range(2):
        data = sent(picture("JPEG"), "photo.jpg", Accept="application/json")
        data["data"]["key"] = "of-one-page"
        assert alice.browser.post(f"{item}/image", **data).json["image"] == 1
    assert column(cast, 1, "number") == 1
    page = alice.look(item)
    assert "Use or remove" in page.words
    assert page.response.text.count("<li><a href") >= 1
