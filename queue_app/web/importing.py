"""Import in the browser: upload a file or paste text, see the preview, answer questions, import, take it back.

The file and the answers are kept for a day, so that the file is uploaded only once."""

import json
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from queue_app.domain import inputs
from queue_app.domain.errors import N_, InputError, Refusal, UserError
from queue_app.domain.importing.facts.questions import ImportAnswers
from queue_app.domain.importing.looking.kinds import TOPMOST
from queue_app.domain.importing.looking.source_of import pasted_kind
from queue_app.domain.refusals import ImportFailed, ImportsBusy
from queue_app.domain.team.rights import Right
from queue_app.domain.well_formed import Malformed, parse_json
from queue_app.screens.importing import act_screen, import_screen, preview_screen, result_screen, running_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.errors import answer_for, problem_of, wants_json
from queue_app.service.http.gate import large_body
from queue_app.service.http.viewing import viewer
from queue_app.service.process import long_imports as long_import
from queue_app.service.process.chores import wake_chores
from queue_app.service.process.database import doors
from queue_app.service.process.free_memory import give_back
from queue_app.service.process.long_imports import long_imports
from queue_app.store.importing import under_way as rows
from queue_app.store.importing.under_way import UnderWay
from queue_app.store.importing.uploads import Upload, UploadOwner
from queue_app.store.team.members import who_work
from queue_app.usecases.importing import answers_file, under_way, uploads
from queue_app.usecases.importing.bringing import Bringing
from queue_app.usecases.importing.prepared_import import silent
from queue_app.usecases.importing.read_file import read_file
from queue_app.usecases.importing.take_back import TAKE_BACK_IMPORT
from queue_app.usecases.importing.uploads import FileGone, UploadState
from queue_app.usecases.importing.whole_team import comes_whole
from queue_app.usecases.sign_in import secrets
from queue_app.usecases.team.settings import zones
from queue_app.usecases.transaction import in_transaction, utc_now
from queue_app.web.html.form import Form
from queue_app.web.html.import_form import typed_answers
from queue_app.web.html.posting import Answer, refused_click, run_form

pages = Blueprint("imports", __name__, url_prefix="/teams/<number:team>/import")

MOST_PASTED = 1_000_000
AGAIN_AFTER = 2
"""The page of a running import reloads after this many seconds."""


@pages.get("")
@in_team(Right.MANAGE)
def show(caller: Caller) -> str:
    """The upload page."""
    return _start(caller, Form())


@pages.post("")
@large_body
@in_team(Right.MANAGE)
def bring(caller: Caller) -> Response | tuple[str, int]:
    """Store the file or the pasted text for a day, and show its preview as soon as it is read."""
    key = secrets.hash_of(secrets.generate())
    try:
        name, content, given = _brought(caller)
        large = len(content) >= long_import.LARGE
        if large:
            with doors().reading() as conn:
                under_way.check_free(conn, _whose(caller), utc_now())
        state = UploadState(answers=given, read=False) if large else _bringing(caller).first_state(content, given)
        stored = {"name": name, "content": content, "state": state}
        in_transaction(doors(), uploads.save, whose=_whose(caller), key=key, now=utc_now(), **stored)
        del content, stored
        if large:
            long_imports().start(_whose(caller), key, partial(_bringing(caller).first_look, key))
    except (InputError, ImportsBusy) as wrong:
        return _start(caller, Form.refused(request.form, wrong)), problem_of(wrong).status
    return _to(caller, key)


@pages.errorhandler(FileGone)
def gone(wrong: FileGone) -> Response:
    """Redirect to the upload page. The file may have been replaced from a second tab."""
    if wants_json():
        return answer_for(wrong)
    return refused_click(wrong, url_for("imports.show", team=(request.view_args or {})["team"]))


@pages.get("/<file>")
@in_team(Right.MANAGE)
def look(caller: Caller, file: str) -> Response | str:
    """The preview of the file, or the result of its import."""
    with doors().reading() as conn:
        running = under_way.of_file(conn, _whose(caller), file)
    if running is not None and running.lives(utc_now()):
        return _running(caller, running)
    upload = uploads.open_upload(doors(), _whose(caller), file)
    if uploads.result_of(upload) is not None:
        with doors().reading() as conn:
            screen = result_screen(conn, viewer(caller), upload)
        return render_template("import/done.html", screen=screen, form=Form())
    refused = under_way.refusal_of(running) if running is not None else None
    state = UploadState.of(upload)
    if not state.read:
        return _start(caller, _told(refused or ImportFailed()))
    return _preview(caller, upload, state, _told(refused) if refused else Form())


@pages.post("/<file>")
@in_team(Right.MANAGE)
def choose(caller: Caller, file: str) -> Response | tuple[str, int]:
    """Store the answers and show the preview again."""
    upload = uploads.open_upload(doors(), _whose(caller), file)
    try:
        if uploads.result_of(upload) is None:
            _choose(caller, upload)
    except (InputError, ImportsBusy) as wrong:
        return _again(caller, upload, wrong)
    return _to(caller, file)


@pages.post("/<file>/import")
@in_team(Right.MANAGE)
def bring_in(caller: Caller, file: str) -> Response | tuple[str, int]:
    """Import the file with the answers of the form. The file's key makes a repeated request one import."""
    upload = uploads.open_upload(doors(), _whose(caller), file)
    try:
        if uploads.result_of(upload) is None:
            _import(caller, upload)
    except (InputError, Refusal) as wrong:
        return _again(caller, uploads.open_upload(doors(), _whose(caller), file), wrong)
    return _to(caller, file)


@pages.post("/<file>/cancel")
@in_team(Right.MANAGE)
def cancel(caller: Caller, file: str) -> Response:
    """Cancel a running import. A finished import stays, and can be taken back."""
    with doors().reading() as conn:
        running = under_way.of_file(conn, _whose(caller), file)
    if running is None:
        uploads.open_upload(doors(), _whose(caller), file)
    else:
        in_transaction(doors(), rows.cancel, whose=_whose(caller), file=file)
    return _to(caller, file)


@pages.get("/<file>/answers.json")
@in_team(Right.MANAGE)
def answers(caller: Caller, file: str) -> Response:
    """The answers as a file, for the next import on the page or with the command."""
    upload = uploads.open_upload(doors(), _whose(caller), file)
    state = UploadState.of(upload)
    proposed = {question.about: question.proposed for question in state.asked}
    with doors().reading() as conn:
        told = answers_file.for_file(state.answers, who_work(conn, caller.team.id))
    answer = make_response(json.dumps(proposed | told, ensure_ascii=False, indent=2) + "\n")
    answer.headers["Content-Type"] = "application/json"
    answer.headers["Content-Disposition"] = "attachment; filename=answers.json"
    return answer


@pages.get("/acts/<number:act>")
@in_team(Right.MANAGE)
def past(caller: Caller, act: int) -> str:
    """One import, which can be taken back."""
    return _act(caller, act, Form())


@pages.post("/acts/<number:act>/take-back-import")
@in_team(TAKE_BACK_IMPORT.right)
def take_back_import(caller: Caller, act: int) -> Answer:
    """Take the import back."""
    to = url_for("imports.past", team=caller.team.id, act=act)
    return run_form(caller, TAKE_BACK_IMPORT, to, partial(_act, caller, act))


def _brought(caller: Caller) -> tuple[str, bytes, ImportAnswers]:
    """The name, the content and the answers of the upload. Raises InputError."""
    given, pasted = _answers_file(caller), request.form.get("text", "")
    file = request.files.get("file")
    if file is not None and file.filename:
        with file.stream:
            return inputs.line("file", file.filename, 1_000), file.read(), given
    if not pasted.strip():
        raise InputError("file", N_("Choose a file first, or paste its text."))
    if len(pasted) > MOST_PASTED:
        raise InputError("text", N_("This is too long to paste. Choose a file."))
    kind = None if given.knows("kind") else pasted_kind(pasted)
    return "", pasted.encode("utf-8"), given.but(kind=kind) if kind else given


def _answers_file(caller: Caller) -> ImportAnswers:
    file = request.files.get("answers")
    if file is None or not file.filename:
        return ImportAnswers()
    with file.stream:
        raw = file.read(MOST_PASTED)
    try:
        read = ImportAnswers.of(parse_json(raw))
    except Malformed as wrong:
        raise InputError("answers", N_("This is no file of answers: {reason}"), reason=str(wrong)) from None
    with doors().reading() as conn:
        return answers_file.of_file(read, who_work(conn, caller.team.id))


def _bringing(caller: Caller) -> Bringing:
    return Bringing(doors(), caller.actor, caller.team, _whose(caller))


def _said(caller: Caller, upload: Upload) -> ImportAnswers:
    return typed_answers(UploadState.of(upload), request.form, caller.team.time_zone)


def _choose(caller: Caller, upload: Upload) -> None:
    """Read the file with the answers of the form. Raises InputError, ImportsBusy."""
    read = partial(_bringing(caller).read, upload.key, _said(caller, upload))
    if len(upload.content) >= long_import.LARGE:
        long_imports().start(_whose(caller), upload.key, read)
    else:
        in_transaction(doors(), rows.forget, whose=_whose(caller))
        read(silent)


def _import(caller: Caller, upload: Upload) -> None:
    """Import the file. Raises InputError, Refusal."""
    bringing, said = _bringing(caller), _said(caller, upload)
    if len(upload.content) >= long_import.LARGE:
        work = partial(bringing.read_and_write, upload.key, upload.name, said)
        long_imports().start(_whose(caller), upload.key, work)
        return
    read = bringing.importable(upload.key, said, silent)
    write = partial(bringing.write, upload.key, upload.name, read, said)
    if len(read.fitted.rows) >= long_import.MANY:
        long_imports().start(_whose(caller), upload.key, write, len(read.fitted.rows))
    else:
        in_transaction(doors(), rows.forget, whose=_whose(caller))
        write(silent)
        wake_chores()


def _told(wrong: UserError) -> Form:
    """A form that shows only an error."""
    return replace(Form.refused(MultiDict(), wrong), typed=MultiDict())


def _again(caller: Caller, upload: Upload, wrong: UserError) -> tuple[str, int]:
    form = Form.refused(request.form, wrong)
    return _preview(caller, upload, UploadState.of(upload), form), problem_of(wrong).status


def _to(caller: Caller, file: str) -> Response:
    return redirect(url_for("imports.look", team=caller.team.id, file=file), 303)


def _whose(caller: Caller) -> UploadOwner:
    return UploadOwner(caller.team.id, caller.visitor.person)


def _today(caller: Caller) -> Any:
    return caller.team.day(utc_now())


def _start(caller: Caller, form: Form) -> str:
    with doors().reading() as conn:
        screen = import_screen(conn, viewer(caller))
    return render_template("import/show.html", screen=screen, form=form)


def _act(caller: Caller, act: int, form: Form) -> str:
    with doors().reading() as conn:
        screen = act_screen(conn, viewer(caller), act)
    return render_template("import/act.html", screen=screen, form=form)


def _running(caller: Caller, running: UnderWay) -> Response:
    """The progress of an import. The page reloads regularly, even without JavaScript."""
    with doors().reading() as conn:
        screen = running_screen(conn, viewer(caller), running)
    answer = make_response(render_template("import/running.html", screen=screen, form=Form()))
    answer.headers["Refresh"] = str(AGAIN_AFTER)
    return answer


def _preview(caller: Caller, upload: Upload, state: UploadState, form: Form) -> str:
    read = read_file(upload.content, state.answers, caller.team, _today(caller))
    whole = read.look.kind == TOPMOST and comes_whole(doors(), caller.team, upload.content)
    with doors().reading() as conn:
        screen = preview_screen(conn, viewer(caller), upload, state, read, whole=whole)
    page = render_template("import/preview.html", screen=screen, form=form, zones=zones())
    if len(upload.content) >= long_import.LARGE:
        del read, screen
        give_back()
    return page
