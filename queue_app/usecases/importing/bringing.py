"""What the page does with a file that was brought: read it, read it with other answers, import it."""

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
    """Who brings files into which team. Every step raises InputError, an import also Refusal."""

    doors: Doors
    actor: Actor
    team: Team
    whose: UploadOwner
    clock_now: Callable[[], datetime] = utc_now

    @property
    def today(self) -> date:
        """The team's day."""
        return self.team.day(self.clock_now())

    def first_state(self, content: bytes, given: ImportAnswers) -> UploadState:
        """What a new file asks."""
        return uploads.first_state(content, given, self.team, self.today, self.doors)

    def first_look(self, key: str, progress: Progress) -> None:
        """Read a stored file for the first time."""
        upload = uploads.open_upload(self.doors, self.whose, key)
        state = self.first_state(upload.content, UploadState.of(upload).answers)
        progress(0, 0)
        in_transaction(self.doors, uploads.choose, whose=self.whose, key=key, state=state)

    def read(self, upload: Upload, said: ImportAnswers, progress: Progress) -> tuple[UploadState, FileRead]:
        """Read it with these answers, and store them."""
        state, read = uploads.changed_state(upload.content, UploadState.of(upload), said, self.team, self.today)
        progress(0, 0)
        in_transaction(self.doors, uploads.choose, whose=self.whose, key=upload.key, state=state)
        return state, read

    def importable(self, upload: Upload, said: ImportAnswers, progress: Progress) -> FileRead:
        """The file as it is read with these answers, where nothing stops its import."""
        state, read = self.read(upload, said, progress)
        if read.fitted.stopped:
            raise InputError("flaws", N_("You chose to stop. Nothing was imported."))
        if {question.about for question in read.look.questions} - {question.about for question in state.asked}:
            raise InputError("answers", N_("Your answers led to a new question. Answer it too."))
        return read

    def read_and_write(self, upload: Upload, said: ImportAnswers, progress: Progress) -> None:
        """Read it with these answers, and import it."""
        self.write(upload, self.importable(upload, said, progress), said, progress)

    def write(self, upload: Upload, read: FileRead, said: ImportAnswers, progress: Progress) -> None:
        """Import what was read, and store the result."""
        act = ImportAct(upload.name, read.look.kind, said.given)
        once: dict[str, Any] = {"key": upload.key, "digest": upload.key, "progress": progress}
        where = (self.doors, self.actor, self.team)
        items = partial(import_items, *where, read.fitted.rows, **once)
        whole = import_export(*where, upload.content, **once) if act.kind == TOPMOST else None
        outcome = whole or items(
            wip=said.choice("wip", WIP),
            were={name: id_ for name, id_ in (said.given.get("members") or {}).items() if id_},
            skip_alike=said.given.get("known") != ADD,
            act=act,
        )
        left_out = {kind: len(names) for kind, names in read.fitted.left_out.items()}
        told = dict(outcome.result) | {"left_out": left_out}
        in_transaction(self.doors, uploads.close, whose=self.whose, key=upload.key, result=told)
