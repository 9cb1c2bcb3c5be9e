"""The steps of the import page: read an uploaded file, read it with other answers, import it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from queue_app.domain.errors import N_, InputError
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.items import ADD, WIP
from queue_app.domain.importing.looking.kinds import TOPMOST
from queue_app.domain.team.team import Team
from queue_app.store.db.engine import Doors
from queue_app.store.importing.uploads import Upload, UploadOwner
from queue_app.usecases.importing import uploads
from queue_app.usecases.importing.import_items import import_items
from queue_app.usecases.importing.prepared_import import ImportAct, Progress
from queue_app.usecases.importing.read_file import FileRead
from queue_app.usecases.importing.uploads import UploadState
from queue_app.usecases.importing.whole_team import import_export
from queue_app.usecases.transaction import in_transaction, utc_now
from queue_app.usecases.tx import Actor


@dataclass(frozen=True, slots=True)
class Bringing:
    """A person's imports into a team. Every step can raise InputError, an import also Refusal.

    `key` names the stored file. Its content is in memory only while it is read.
    """

    doors: Doors
    actor: Actor
    team: Team
    whose: UploadOwner
    clock_now: Callable[[], datetime] = utc_now

    @property
    def today(self) -> date:
        """The current day of the team."""
        return self.team.day(self.clock_now())

    def first_state(self, content: bytes, given: ImportAnswers) -> UploadState:
        """The first questions about a new file."""
        return uploads.first_state(lambda: content, given, self.team, self.today, self.doors)

    def first_look(self, key: str, progress: Progress) -> None:
        """Read a stored file for the first time."""
        given = UploadState.of(self._upload(key)).answers
        state = uploads.first_state(lambda: self._upload(key).content, given, self.team, self.today, self.doors)
        progress(0, 0)
        in_transaction(self.doors, uploads.choose, whose=self.whose, key=key, state=state)

    def read(self, key: str, said: ImportAnswers, progress: Progress) -> tuple[UploadState, FileRead]:
        """Read the file with these answers, and store them."""
        upload = self._upload(key)
        before, held = UploadState.of(upload), [upload.content]
        del upload
        state, read = uploads.changed_state(held, before, said, self.team, self.today)
        progress(0, 0)
        in_transaction(self.doors, uploads.choose, whose=self.whose, key=key, state=state)
        return state, read

    def importable(self, key: str, said: ImportAnswers, progress: Progress) -> FileRead:
        """Read the file with these answers. Raises InputError if something prevents its import."""
        state, read = self.read(key, said, progress)
        if read.fitted.stopped:
            raise InputError("flaws", N_("You chose to stop. Nothing was imported."))
        if {question.about for question in read.look.questions} - {question.about for question in state.asked}:
            raise InputError("answers", N_("Your answers led to a new question. Answer it too."))
        return read.without_items

    def read_and_write(self, key: str, name: str, said: ImportAnswers, progress: Progress) -> None:
        """Read the file with these answers, and import it."""
        self.write(key, name, self.importable(key, said, progress), said, progress)

    def write(self, key: str, name: str, read: FileRead, said: ImportAnswers, progress: Progress) -> None:
        """Import the rows that were read from the file, and store the result."""
        act = ImportAct(name, read.look.kind, said.given)
        once: dict[str, Any] = {"key": key, "digest": key, "progress": progress}
        where = (self.doors, self.actor, self.team)
        items = partial(import_items, *where, read.fitted.rows, **once)
        whole = import_export(*where, [self._upload(key).content], **once) if act.kind == TOPMOST else None
        outcome = whole or items(
            wip=said.choice("wip", WIP),
            were={who: id_ for who, id_ in (said.given.get("members") or {}).items() if id_},
            skip_alike=said.given.get("known") != ADD,
            act=act,
        )
        left_out = {kind: len(names) for kind, names in read.fitted.left_out.items()}
        told = dict(outcome.result) | {"left_out": left_out}
        in_transaction(self.doors, uploads.close, whose=self.whose, key=key, result=told)

    def _upload(self, key: str) -> Upload:
        return uploads.open_upload(self.doors, self.whose, key)
