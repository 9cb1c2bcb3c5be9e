"""The catalogue is complete and up to date, its translations use the same placeholders, and its sentences are short."""

import re
from collections import defaultdict
from io import BytesIO
from statistics import mean

import pytest
from babel.messages.pofile import read_po

from queue_app.domain.queue.item import State
from queue_app.service.http.catalogue import LOCALES, translations
from tests.house.messages import SOURCE, catalogue, messages, updated

TRANSLATED = LOCALES.keys() - {SOURCE}
MEAN, LONGEST = 12, 25
"""The longest allowed sentence, in words."""
PLACES = re.compile(r"%\((\w+)\)s|{(\w*)}")


def texts(message):
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def strings(message):
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def said():
    return [message for message in messages() if message.id]


def written(language):
    """The translated messages."""
    return [message for message in catalogue(language) if message.id and any(strings(message))]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language):
    whole = {message.id for message in written(language) if all(strings(message))}
    missing = [message.id for message in said() if message.id not in whole]
    assert missing == [], "translate them, after `make messages`"


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_holds_no_message_that_the_code_does_not_say(language):
    gone = {message.id for message in written(language)} - {message.id for message in said()}
    assert gone == set(), "run `make messages`"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_is_filled_by_the_facts_of_its_message(language):
    for message in written(language):
        known = {place for text in texts(message) for place in PLACES.findall(text)}
        for text, string in zip(reversed(texts(message)), reversed(strings(message)), strict=False):
            needed = known if len(texts(message)) > 1 else set(PLACES.findall(text))
            assert set(PLACES.findall(string)) <= needed, string
        assert sorted(PLACES.findall(texts(message)[-1])) == sorted(PLACES.findall(strings(message)[-1])), message.id


@pytest.mark.parametrize("language", [SOURCE, *TRANSLATED])
def test_a_message_can_be_filled(language):
    """Templates format with %, so a per cent sign is doubled. The code formats with braces."""
    for message in said() if language == SOURCE else written(language):
        for text in texts(message) if language == SOURCE else strings(message):
            if any(path.startswith("queue_app/templates/") for path, _ in message.locations):
                text % defaultdict(str)
            else:
                text.format("a", "b", **{name: "" for _, name in PLACES.findall(text) if name})


@pytest.mark.parametrize("language", TRANSLATED)
def test_an_update_keeps_every_translation(language):
    after = {message.id: message.string for message in read_po(BytesIO(updated(language)), locale=language)}
    of_today = {message.id for message in said()}
    kept = {message.id: message.string for message in written(language) if message.id in of_today}
    assert kept
    assert {text: after[text] for text in kept} == kept
    assert after.keys() - {""} == of_today


def test_states_are_messages():
    known = {message.id for message in said()}
    assert {state.replace("_", " ") for state in State} <= known


def test_an_unknown_message_stays_as_it_is():
    assert translations("de").gettext("Nobody wrote this.") == "Nobody wrote this."


def sentences(text):
    """The parts that end with a full stop, question mark or exclamation mark, without per cent signs and placeholders."""
    plain = PLACES.sub("x", text).replace("%%", "%")
    return [part for part in re.split(r"(?<=[.!?])\s+", plain) if re.search(r"[.!?]$", part)]


def words(sentence):
    return len(re.findall(r"\w[\w'.-]*", sentence))


def too_long():
    """{sentence with more than LONGEST words: its file}."""
    return {
        part: message.locations[0][0]
        for message in said()
        for text in texts(message)
        for part in sentences(text)
        if words(part) > LONGEST
    }


def test_sentences_are_short():
    lengths = [words(part) for message in said() for text in texts(message) for part in sentences(text)]
    assert len(lengths) > 500, "the gate looks at nothing"
    assert mean(lengths) < MEAN
    assert too_long() == {}
