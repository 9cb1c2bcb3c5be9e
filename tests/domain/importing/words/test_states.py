"""The meaning of words for states, in several languages and with the decoration that people add."""

import pytest

from queue_app.domain.importing.words.folded import fold
from queue_app.domain.importing.words.headings import headings_of
from queue_app.domain.importing.words.nobody import is_nobody
from queue_app.domain.importing.words.states import is_flag, meaning, nearness, resolution
from queue_app.domain.queue.item import State


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Done ✅", "finished"),
        ("Sprint 12 Done", "finished"),
        ("🚀 Released", "finished"),
        ("Concluído 🎉", "finished"),
        ("Ready for QA", "in_progress"),
        ("Dev / In Progress", "in_progress"),
        ("Waiting for review", "in_progress"),
        ("進行中のタスク", "in_progress"),
        ("Selected for Development", "waiting"),
        ("Not started yet", "waiting"),
        ("À faire", "waiting"),
        ("Won’t do", "dropped"),
        ("Web shop", None),
        ("Live chat", None),
        ("x" * 10_000, None),
    ],
)
def test_a_word_means_a_state_or_is_unknown(word, state):
    assert meaning(word) == (None if state is None else State(state))


@pytest.mark.parametrize(
    ("tool", "word", "state"),
    [
        ("pivotal", "finished", "in_progress"),
        ("pivotal", "rejected", "waiting"),
        ("azure_devops", "Resolved", "in_progress"),
        ("redmine", "Resolved", "in_progress"),
        ("redmine", "解決", "in_progress"),
        ("jira", "Resolved", "finished"),
        ("bugzilla", "ASSIGNED", "in_progress"),
    ],
)
def test_a_tool_has_meanings_of_its_own(tool, word, state):
    assert meaning(word, tool) == State(state)


def test_resolutions_flags_places_and_nobody():
    assert resolution("Cannot Reproduce") is resolution("Nicht reproduzierbar") is State.DROPPED
    assert resolution("Fixed") is State.FINISHED
    assert resolution("Whatever") is None
    assert [nearness(word) for word in ("Next up", "Somewhere", "Icebox")] == [0, 1, 2]
    assert is_flag("Impediment")
    assert not is_flag("web")
    assert is_nobody("--")
    assert not is_nobody("Ada")


def test_folding():
    assert [fold(word) for word in ("Größe", "ÉTAT", "Won’t-Do!", "İş", "ＡＢ", "№ 3")] == [
        "grosse", "etat", "won t do", "is", "ab", "no 3",
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["Closed (UTC)", "Component(s)", "  closed  "])
def test_a_note_in_brackets_does_not_hide_a_heading(heading):
    assert headings_of("plain").field_of(heading) in ("finished", "area")
