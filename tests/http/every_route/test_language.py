"""The language of an answer: the person's choice, else the browser's, else English. Never two languages in one answer."""

import re
from datetime import UTC, date, datetime

import pytest

from queue_app.domain.errors import InputError, Sentence
from queue_app.domain.importing.flaws import Flaw, FlawedFile
from queue_app.domain.queue.item import State
from queue_app.domain.refusals import NoRoomForImport, NotFinished, OpenSteps
from queue_app.service.http.catalogue import together, translations
from queue_app.service.http.client import browser_words
from queue_app.service.http.errors import problem_of
from queue_app.service.http.language import browser_language, localized
from queue_app.store.db.version import OtherSchema, Schema
from queue_app.web.html.dates import ago_patterns, between, day, day_words, moment
from queue_app.web.html.numbers import decimal, number
from queue_app.web.html.rendering import join_words

GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}
TODAY = date(2026, 11, 25)


@pytest.fixture
def german(app):
    with app.test_request_context(headers=GERMAN):
        browser_language()
        yield


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("de", "de"),
        ("de-AT,de;q=0.9,en;q=0.5", "de"),
        ("fr,de;q=0.5", "de"),
        ("en-US,en;q=0.9,de;q=0.5", "en"),
        ("fr", "en"),
        ("", "en"),
        ("*", "en"),
    ],
)
def test_the_browser_says_it(site, asked, spoken):
    answer = site.browser().get("/sign-in", headers={"Accept-Language": asked})
    words = {"de": "Anmelden", "en": "Sign in"}
    assert f'<html lang="{spoken}">' in answer.text
    assert f"<h1>{ {'de': 'Bei Topmost anmelden', 'en': 'Sign in to Topmost'}[spoken] }</h1>" in answer.text
    assert f">{words[spoken]}</button>" in answer.text
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_choice_of_the_person_comes_first_and_can_be_taken_back(alice, queue):
    page = alice.press(alice.look("/account"), "Save", language="de")
    assert "Anzeige" in page.words
    assert 'lang="de"' in alice.browser.get(queue, headers={"Accept-Language": "en"}).text
    page = alice.press(page, "Speichern", language="")
    assert "Display" in page.words
    assert 'lang="de"' in alice.browser.get(queue, headers=GERMAN).text


def test_no_other_language_can_be_chosen(alice):
    assert alice.browser.post("/account/display", {"language": "xx"}).status_code == 422


@pytest.mark.parametrize(
    "page", ["", "/standup", "/forecast", "/flow", "/cover", "/finished", "/order", "/team", "/team/work", "/items/1"]
)
@pytest.mark.usefixtures("busy", "day_of_the_cast")
def test_the_pages_of_a_team_in_german(alice, queue, page):
    answer = alice.browser.get(f"{queue}{page}", headers=GERMAN)
    assert answer.status_code == 200
    navigation = re.search(r"<nav.*?</nav>", answer.text, re.DOTALL)[0]
    assert re.findall(r"<span>([^<]+)</span>", navigation) == [
        "Queue",
        "Stand-up",
        "Prognose",
        "Fluss",
        "Mehr",
        "Abdeckung",
        "Fertig",
        "Verlauf",
        "Team",
        "Konto",
    ]
    assert 'data-ago="eben|{}\u00a0Min.|' in answer.text


@pytest.mark.usefixtures("busy", "day_of_the_cast")
def test_what_looks_the_same_in_english_has_german_words_of_its_own(alice, queue):
    """“Open” is a verb in a menu and a state in a table; units and names of browsers are words too."""
    read = {path: alice.browser.get(f"{queue}{path}", headers=GERMAN).text for path in ("/items/1/menu", "/flow")}
    assert "Öffnen" in read["/items/1/menu"]
    assert re.findall(r'class="lab end"[^>]*>\d+\u00a0(\S+)</text>', read["/flow"])[0] == "T."
    with alice.browser.client.application.test_request_context(headers=GERMAN):
        browser_language()
        assert browser_words("Firefox on an iPhone") == "Firefox auf einem iPhone"
        assert browser_words("curl/8.1") == "curl/8.1"


@pytest.mark.usefixtures("busy", "day_of_the_cast")
def test_what_is_kept_in_one_language_is_not_shown_in_another(alice, queue):
    english = alice.browser.get(queue)
    kept = {"If-None-Match": english.headers["ETag"]}
    assert alice.browser.get(queue, headers=kept).status_code == 304
    german = alice.browser.get(queue, headers=kept | GERMAN)
    assert (german.status_code, 'lang="de"' in german.text) == (200, True)
    assert german.headers["ETag"] != english.headers["ETag"]
    assert 'lang="en"' in alice.browser.get(queue).text


def test_a_refusal_is_told_in_the_language_of_the_request(site, cast):
    problem = site.browser(cast.alice).get("/api/teams/999", headers=GERMAN)
    assert problem.json["detail"] == "Hier ist nichts. Geh zurück zu deinen Teams."
    assert "Accept-Language" in problem.headers["Vary"]


@pytest.mark.usefixtures("german")
def test_a_sentence_takes_along_its_facts():
    """Facts such as counts, states, plurals, and a sentence within a sentence."""
    assert (
        localized(NotFinished(title="Suche", state=State.IN_PROGRESS))
        == "„Suche“ ist in Arbeit, nicht fertig. Lade die Seite neu."
    )
    assert localized(InputError("title", "This needs at least {least} characters.", least=20_000)) == (
        "Das braucht mindestens 20.000 Zeichen."
    )
    assert localized(OpenSteps(open=1)).startswith("Ein Schritt des Plans ist offen.")
    assert localized(OpenSteps(open=2)).startswith("2 Schritte des Plans sind offen.")
    empty = Flaw(2, "title", "This cannot be empty.")
    assert localized(FlawedFile([empty])) == "Zeile 2, Titel: Das darf nicht leer sein. Es wurde nichts importiert."
    assert localized(FlawedFile([empty] * 3)).startswith("3 Probleme.")
    assert localized(Sentence("{a}", {"a": (Sentence("waiting"), Sentence("finished"))})) == "wartend fertig"


def test_outside_a_request_a_sentence_is_english():
    assert str(NoRoomForImport(running=1, room=3)).startswith("One row is in progress")
    assert localized(NotFinished(title="Search", state=State.IN_PROGRESS)).startswith("“Search” is in progress")


@pytest.mark.usefixtures("german")
def test_days_numbers_and_lists_are_written_as_in_german():
    assert day_words(TODAY, TODAY) == "25. Nov."
    assert between(date(2026, 12, 4), date(2026, 12, 14), TODAY) == "4.\N{EN DASH}14. Dez."
    assert ">heute</time>" in day(TODAY, TODAY)
    assert "Mittwoch, 25. November 2026" in day(TODAY)
    assert "Mo. 23. Nov." in moment(datetime(2026, 11, 23, tzinfo=UTC), "UTC")
    assert ago_patterns().startswith("eben|")
    assert (number(12_345), decimal(1.5), decimal(1.5, "+0.0;-0.0")) == ("12.345", "1,5", "+1,5")
    assert join_words(["A", "B", "C"]) == "A, B und C"
    assert join_words(["A", "<i>"], "or", strong=True) == "<b>A</b> oder <b>&lt;i&gt;</b>"


def test_a_list_in_english():
    assert [join_words(["A", "B", "C"][:count]) for count in range(4)] == ["", "A", "A and B", "A, B and C"]


@pytest.mark.parametrize(
    ("path", "headers", "status", "code", "title"),
    [
        ("/api/teams/999", {}, 401, "unauthorized", "Bitte anmelden"),
        ("/api/nothing", {}, 404, "not_found", "Nicht gefunden"),
        ("/sign-in?q=%", {"Accept": "application/json"}, 400, "unsound", "Fehlerhaft"),
        ("/api", {"Host": "elsewhere.example"}, 400, "bad_request", "Fehlerhaft"),
    ],
)
def test_a_problem_has_a_german_title_and_keeps_its_code(site, path, headers, status, code, title):
    answer = site.browser().get(path, headers=GERMAN | headers)
    assert (answer.status_code, answer.json["code"], answer.json["title"]) == (status, code, title)
    assert "Host" not in headers or answer.json["detail"].startswith("Dieser Server kennt den Namen nicht.")


@pytest.mark.usefixtures("german")
def test_a_database_of_another_version_is_told_in_the_language_of_the_reader():
    assert problem_of(OtherSchema(Schema.OLDER)).sentence.startswith("Die Datenbank ist älter")
    assert str(OtherSchema(Schema.OLDER)).startswith("The database is older")


@pytest.mark.usefixtures("german")
def test_a_flaw_names_its_column_in_the_language_of_the_page():
    assert localized(FlawedFile([Flaw(1, "file", "x")])).startswith("Zeile 1, Datei:")
    assert localized(FlawedFile([Flaw(3, "people", "x")])).startswith("Zeile 3, Personen:")


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_number_stays_in_one_line_with_its_unit(language):
    words = translations(language)
    sure = "by %(day)s (85 %% sure), even odds %(even)s"
    for message in (sure, "{} d {} h"):
        assert not re.search(r"(\d|}) (%|[dh]\b|Std|T\.)", words.gettext(message)), message
    assert "85\u00a0%%" in words.gettext(sure)
    assert together("%(share)s %(title)s and 1 day, {} hours") == "%(share)s %(title)s and 1 day, {} hours"
