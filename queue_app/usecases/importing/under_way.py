"""A person's long import. Every process knows its progress and why it failed, and can cancel it."""

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
    """Register an import. Returns False if it is already under way. Raises ImportsBusy while the person has another one."""
    running = store.find(conn, whose)
    if running is not None and running.lives(now):
        if running.file != file:
            raise ImportsBusy
        return False
    store.begin(conn, whose, file, of, now)
    return True


def check_free(conn: Connection, whose: UploadOwner, now: datetime) -> None:
    """Raise ImportsBusy while the person has an import under way, which another large file would replace."""
    running = store.find(conn, whose)
    if running is not None and running.lives(now):
        raise ImportsBusy


def of_file(conn: Connection, whose: UploadOwner, file: str) -> UnderWay | None:
    """The person's import of this file, under way or ended."""
    found = store.find(conn, whose)
    return found if found is not None and found.file == file else None


def refusal_of(ended: UnderWay) -> UserError | None:
    """Why the import failed. If its process died, the reason is unknown."""
    if not ended.ended:
        return ImportFailed()
    return _refusal(ended.refused) if ended.refused else None


def stored(wrong: UserError) -> dict[str, Any]:
    """A user error as a JSON value."""
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
