"""A long import of a person: every process knows how far it is, why it came to nothing, and can cancel it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from queue_app.domain.errors import InputError, Plural, Refusal, Sentence, UserError
from queue_app.domain.refusals import ImportFailed, ImportsBusy
from queue_app.store.importing import under_way as store
from queue_app.store.importing.under_way import UnderWay
from queue_app.store.importing.uploads import UploadOwner


def begin(conn: Connection, *, whose: UploadOwner, file: str, of: int = 0, now: datetime) -> bool:
    """Whether this one begins now: it may be on its way already. Raises ImportsBusy while another one of theirs is."""
    running = store.find(conn, whose)
    if running is not None and running.lives(now):
        if running.file != file:
            raise ImportsBusy
        return False
    store.begin(conn, whose, file, of, now)
    return True


def check_free(conn: Connection, whose: UploadOwner, now: datetime) -> None:
    """Raises ImportsBusy while one of theirs is on its way: another large file would take its place."""
    running = store.find(conn, whose)
    if running is not None and running.lives(now):
        raise ImportsBusy


def of_file(conn: Connection, whose: UploadOwner, file: str) -> UnderWay | None:
    """The import of this file of theirs, on its way or ended."""
    found = store.find(conn, whose)
    return found if found is not None and found.file == file else None


def refusal_of(ended: UnderWay) -> UserError | None:
    """Why it came to nothing. Of one whose process is dead nobody knows."""
    if not ended.ended:
        return ImportFailed()
    return _refusal(ended.refused) if ended.refused else None


def stored(wrong: UserError) -> dict[str, Any]:
    """A refusal as a JSON value."""
    field = wrong.field if isinstance(wrong, InputError) else None
    facts = {name: fact for name, fact in wrong.facts.items() if name != "field"}
    return {"field": field, **_stored(Sentence(wrong.sentence, facts))}


def _stored(sentence: Sentence) -> dict[str, Any]:
    facts = {name: _stored(fact) if isinstance(fact, Sentence) else fact for name, fact in sentence.facts.items()}
    return {"sentence": sentence.sentence, "facts": facts}


def _refusal(value: Mapping[str, Any]) -> UserError:
    told = _sentence(value)
    if value["field"]:
        return InputError(value["field"], told.sentence, **told.facts)
    refusal = Refusal(**told.facts)
    refusal.sentence = told.sentence
    return refusal


def _sentence(value: Mapping[str, Any]) -> Sentence:
    words = value["sentence"]
    facts = {name: _sentence(fact) if isinstance(fact, dict) else fact for name, fact in value["facts"].items()}
    return Sentence(words if isinstance(words, str) else Plural(*words), facts)
