"""An uploaded file between preview and import, with the questions and answers so far."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from queue_app.domain.errors import N_, InputError, NotFound
from queue_app.domain.importing.facts.questions import ImportAnswers, ImportQuestion
from queue_app.domain.importing.flaws import FlawedFile
from queue_app.domain.team.team import Team
from queue_app.store.db.engine import Doors
from queue_app.store.importing import acts, uploads
from queue_app.store.importing.uploads import Upload, UploadOwner
from queue_app.usecases.importing.read_file import FileRead, read_file
from queue_app.usecases.tx import Result

NAME = 200


class FileGone(NotFound):
    """The file was replaced, is older than a day, or belongs to somebody else."""

    sentence = N_("This file is no longer here. Choose it again.")


READ_ANEW = ("kind", "encoding")
ABOUT_ONE_FILE = (*READ_ANEW, "zone")
"""Answers that are not reused for the next file."""


@dataclass(frozen=True, slots=True)
class UploadState:
    """The questions about a file, the answers, and which answers are `remembered` from an earlier import.

    `columns`: the heading of each field in the first reading, if a person can choose another. `read` is False until the
    file is read for the first time.
    """

    asked: tuple[ImportQuestion, ...] = ()
    answers: ImportAnswers = field(default_factory=ImportAnswers)
    remembered: frozenset[str] = frozenset()
    columns: Mapping[str, str] = field(default_factory=dict)
    read: bool = True

    @classmethod
    def of(cls, upload: Upload) -> "UploadState":
        """The state of a stored file."""
        told = upload.mapping
        asked = tuple(map(ImportQuestion.of_stored, told.get("asked", ())))
        remembered = frozenset(told.get("remembered", ()))
        return cls(
            asked, ImportAnswers(told.get("answers", {})), remembered, told.get("columns", {}), told.get("read", True)
        )

    def asking(self, further: Iterable[ImportQuestion]) -> "UploadState":
        """A copy with further questions that an answer raised."""
        known = {question.about for question in self.asked}
        new = [question for question in further if question.about not in known]
        return replace(self, asked=(*self.asked, *new))

    def stored(self) -> dict[str, Any]:
        """The state as a JSON value."""
        return {
            "asked": [question.stored() for question in self.asked],
            "answers": dict(self.answers.given),
            "remembered": sorted(self.remembered),
            "columns": dict(self.columns),
            "read": self.read,
        }


def first_state(
    content: Callable[[], bytes], given: ImportAnswers, team: Team, today: date, doors: Doors
) -> UploadState:
    """The questions about a new file, with the answers of the team's last file of its kind.

    The content and the first reading are not kept in memory while the file is read again. Raises FlawedFile,
    InputError.
    """
    look = read_file(content(), given, team, today).without_items.look
    state = UploadState(tuple(look.questions), given, columns=look.columns)
    if set(given.given) - set(ABOUT_ONE_FILE):
        return state
    with doors.reading() as conn:
        earlier = acts.last_answers(conn, team.id, look.kind)
    said = {about: answer for about, answer in earlier.items() if about not in (*ABOUT_ONE_FILE, "wip")}
    if not said:
        return state
    try:
        answers = given.but(**said)
        again = read_file(content(), answers, team, today).without_items
    except (FlawedFile, InputError):
        return state
    asked = {question.about for question in state.asked}
    remembered = frozenset(about for about in said if about in asked or about in ("members", "flaws", "known"))
    return replace(state, answers=answers, remembered=remembered).asking(again.look.questions)


def changed_state(
    held: list[bytes], before: UploadState, answers: ImportAnswers, team: Team, today: date
) -> tuple[UploadState, FileRead]:
    """The state with other answers, and the file as read with them. Raises FlawedFile, InputError.

    Another kind or encoding asks all questions again. The content is taken out of `held`.
    """
    if any(answers.given.get(name) != before.answers.given.get(name) for name in READ_ANEW):
        answers = ImportAnswers({name: said for name, said in answers.given.items() if name in ABOUT_ONE_FILE})
        read = read_file(held.pop(), answers, team, today)
        return UploadState(tuple(read.look.questions), answers, columns=read.look.columns), read
    read = read_file(held.pop(), answers, team, today)
    return replace(before, answers=answers, remembered=frozenset()).asking(read.look.questions), read


def save(
    conn: Connection, *, whose: UploadOwner, key: str, name: str, content: bytes, state: UploadState, now: datetime
) -> None:
    """Store a file and its state."""
    uploads.replace(conn, whose, Upload(key, name[-NAME:], content, state.stored()), now)


def open_upload(doors: Doors, whose: UploadOwner, key: str) -> Upload:
    """The person's upload. Raises FileGone."""
    with doors.reading() as conn:
        stored = uploads.find(conn, whose, key) if key.isascii() and key.isalnum() else None
    if stored is None:
        raise FileGone
    return stored


def choose(conn: Connection, *, whose: UploadOwner, key: str, state: UploadState) -> None:
    """Store the answers for the next preview."""
    uploads.choose(conn, whose, key, state.stored())


def close(conn: Connection, *, whose: UploadOwner, key: str, result: Result) -> None:
    """Delete the imported file. Its result is kept for a day."""
    uploads.close(conn, whose, key, result)


def result_of(upload: Upload) -> Mapping[str, Any] | None:
    """The result of the import, or None before it has run."""
    return upload.mapping.get("result")
