"""Import in the browser: upload a file, map its columns, check the preview, import."""

from contextlib import suppress
from dataclasses import replace
from functools import partial

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from queue_app.domain import inputs
from queue_app.domain.errors import N_, InputError, Refusal, UserError
from queue_app.domain.importing.columns import FIELDS
from queue_app.domain.importing.file import Choices, File
from queue_app.domain.importing.items import WIP
from queue_app.domain.importing.preview import preview
from queue_app.domain.importing.text import MOST_COLUMNS
from queue_app.domain.importing.times import SLASHES
from queue_app.domain.team.rights import Right
from queue_app.screens.importing import import_screen, preview_screen, result_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.errors import problem_of
from queue_app.service.http.gate import large_body
from queue_app.service.http.viewing import viewer
from queue_app.service.process.chores import wake_chores
from queue_app.service.process.database import doors
from queue_app.store.importing.uploads import Upload, UploadOwner
from queue_app.usecases.importing import uploads
from queue_app.usecases.importing.import_items import import_items
from queue_app.usecases.sign_in import secrets
from queue_app.usecases.team.settings import zone, zones
from queue_app.usecases.transaction import in_transaction, utc_now
from queue_app.web.html.form import Form

pages = Blueprint("imports", __name__, url_prefix="/teams/<number:team>/import")


@pages.get("")
@in_team(Right.MANAGE)
def show(caller: Caller) -> str:
    """The upload page."""
    return _start(caller, Form())


@pages.post("")
@large_body
@in_team(Right.MANAGE)
def bring(caller: Caller) -> Response | tuple[str, int]:
    """Store the file for a day and show its preview."""
    key = secrets.hash_of(secrets.generate())
    file = request.files.get("file")
    try:
        if file is None or not file.filename:
            raise InputError("file", N_("Choose a file first."))
        with file.stream:
            content = {"name": inputs.line("file", file.filename, 1_000), "content": file.read()}
        in_transaction(doors(), uploads.save, whose=_whose(caller), key=key, now=utc_now(), **content)
    except InputError as wrong:
        return _start(caller, Form.refused(request.form, wrong)), problem_of(wrong).status
    return _to(caller, key)


@pages.get("/<file>")
@in_team(Right.MANAGE)
def look(caller: Caller, file: str) -> str:
    """The preview of the file, or the result of its import."""
    upload = uploads.open_upload(doors(), _whose(caller), file)
    if uploads.result_of(upload) is not None:
        with doors().reading() as conn:
            return render_template("import/done.html", screen=result_screen(conn, viewer(caller), upload))
    return _preview(caller, upload, Form())


@pages.post("/<file>")
@in_team(Right.MANAGE)
def choose(caller: Caller, file: str) -> Response | tuple[str, int]:
    """Store the choices and show the preview again."""
    upload = uploads.open_upload(doors(), _whose(caller), file)
    try:
        _read_choices(caller, upload)
    except InputError as wrong:
        return _again(caller, upload, wrong)
    return _to(caller, file)


@pages.post("/<file>/import")
@in_team(Right.MANAGE)
def bring_in(caller: Caller, file: str) -> Response | tuple[str, int]:
    """Import the file with the choices of the form. Sent twice it is one import: the key is that of the file."""
    upload = uploads.open_upload(doors(), _whose(caller), file)
    try:
        _import(caller, upload)
    except (InputError, Refusal) as wrong:
        return _again(caller, uploads.open_upload(doors(), _whose(caller), file), wrong)
    return _to(caller, file)


def _import(caller: Caller, upload: Upload) -> None:
    choices = _read_choices(caller, upload)
    wip = inputs.one_of("wip", request.form["wip"], WIP) if request.form.get("wip") else None
    if uploads.result_of(upload) is not None:
        return
    team = caller.team
    rows = File.read(upload.content).rows(choices, team, team.day(utc_now()))
    import_file = partial(import_items, doors(), caller.actor, team, rows, key=upload.key, digest=upload.key)
    outcome = import_file(wip=wip, were=choices.members)
    in_transaction(doors(), uploads.close, whose=_whose(caller), key=upload.key, result=outcome.result)
    wake_chores()


def _read_choices(caller: Caller, upload: Upload) -> Choices:
    """Store and return the choices of the form. Raises InputError."""
    typed = request.form
    choices = Choices(
        columns={
            name: inputs.whole(name, typed[name], 0, MOST_COLUMNS) if typed.get(name) else None for name in FIELDS
        },
        zone=zone("zone", typed.get("zone") or caller.team.time_zone),
        slashes=inputs.one_of("slashes", typed["slashes"], SLASHES) if typed.get("slashes") else None,
        members=_members(typed),
    )
    if uploads.result_of(upload) is None:
        File.read(upload.content).columns(choices)
        in_transaction(doors(), uploads.choose, whose=_whose(caller), key=upload.key, choices=choices)
    return choices


def _members(typed: MultiDict[str, str]) -> dict[str, int] | None:
    """{name in the file: id of the member}, if the form asked for it. Raises InputError."""
    pairs = zip(typed.getlist("named"), typed.getlist("member"), strict=False)
    chosen = {name: inputs.whole("member", id_, 1, inputs.LARGEST_NUMBER) for name, id_ in pairs if id_}
    return chosen if "named" in typed else None


def _again(caller: Caller, upload: Upload, wrong: UserError) -> tuple[str, int]:
    return _preview(caller, upload, Form.refused(request.form, wrong)), problem_of(wrong).status


def _to(caller: Caller, file: str) -> Response:
    return redirect(url_for("imports.look", team=caller.team.id, file=file), 303)


def _whose(caller: Caller) -> UploadOwner:
    return UploadOwner(caller.team.id, caller.visitor.person)


def _start(caller: Caller, form: Form) -> str:
    with doors().reading() as conn:
        screen = import_screen(conn, viewer(caller))
    return render_template("import/show.html", screen=screen, form=form)


def _preview(caller: Caller, upload: Upload, form: Form) -> str:
    choices = uploads.choices_of(upload)
    with suppress(InputError):  # The page itself shows this error.
        choices = replace(choices, members=_members(form.typed)) if "named" in form.typed else choices
    result = preview(File.read(upload.content), choices, caller.team, caller.team.day(utc_now()))
    with doors().reading() as conn:
        screen = preview_screen(conn, viewer(caller), upload, choices, result)
    return render_template("import/preview.html", screen=screen, form=form, zones=zones())
