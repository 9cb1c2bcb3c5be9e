"""Notes stay as they were written, but the author may correct a note for ten minutes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from queue_app.domain.refusals import NotYourNote, TooLateToCorrect

CORRECT_MINUTES = 10
CORRECT_WITHIN = timedelta(minutes=CORRECT_MINUTES)


@dataclass(frozen=True, slots=True)
class Note:
    """A note. `agent`: the name of the agent that wrote it, whose sponsor is `by`. `corrected_at`: its last correction."""

    words: str
    at: datetime
    by: int | None
    agent: str | None = None
    corrected_at: datetime | None = None


def check_correction(note: Note, by: int | None, at: datetime) -> None:
    """Check that the person `by` may correct the note at `at`. Raises NotYourNote, TooLateToCorrect."""
    if by is None or note.by != by or note.agent is not None:
        raise NotYourNote
    if at - note.at > CORRECT_WITHIN:
        raise TooLateToCorrect(minutes=CORRECT_MINUTES)


def correctable_until(note: Note, by: int, now: datetime) -> datetime | None:
    """The moment until which this person may correct the note; None if they may not."""
    until = note.at + CORRECT_WITHIN
    return until if note.by == by and note.agent is None and now <= until else None


PlainNote = dict[str, str | None]


def plain(note: Note) -> PlainNote:
    """The fields that a correction changes, as JSON values."""
    return {"words": note.words, "corrected_at": note.corrected_at.isoformat() if note.corrected_at else None}


def restored(note: Note, was: PlainNote) -> Note:
    """The note as it was before a correction."""
    corrected_at = was["corrected_at"]
    return replace(
        note,
        words=str(was["words"]),
        corrected_at=datetime.fromisoformat(corrected_at) if corrected_at else None,
    )
