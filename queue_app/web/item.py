"""The page of one item, and a page for each verb with a form. The verb's address shows and takes the form.

The move page also takes a typed position and turns it into an anchor.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from flask import Blueprint, jsonify, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from queue_app.domain import inputs
from queue_app.domain.errors import N_, InputError, NotFound, Sentence
from queue_app.domain.images import KINDS as MEDIA_TYPES
from queue_app.domain.images import SENT
from queue_app.domain.team.rights import Right
from queue_app.screens.item.item import ItemScreen, item_screen
from queue_app.screens.queue.move import anchor_at, move_screen
from queue_app.screens.waits.choices import wait_choices
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.errors import problem_of, wants_json
from queue_app.service.http.freshness import fresh
from queue_app.service.http.gate import large_body
from queue_app.service.http.language import localized
from queue_app.service.http.run_action import do_form
from queue_app.service.http.viewing import viewer
from queue_app.service.process.database import doors
from queue_app.store.queue.images import content_of
from queue_app.usecases.action import Action
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.images.add import ADD_IMAGE, REMOVE_IMAGE
from queue_app.web.html.form import Form
from queue_app.web.html.posting import Answer, form_content, run_form
from queue_app.web.html.where import back, number_in, previous_page

pages = Blueprint("item", __name__, url_prefix="/teams/<number:team>/items/<number:number>")

FORMS = {
    "finish": "finish", "put_back": "put_back", "swap": "swap", "skip": "skip", "drop": "drop", "reopen": "reopen",
    "block": "block", "edit_block": "block", "split": "split", "urgent": "urgent", "edit": "edit", "plan": "plan",
    "people_only": "people_only", "wait_for": "wait_for",
}  # fmt: skip
"""{verb: the template of its page}."""
_ON_THE_ITEM = ("ask", "step", "note", "correct_note")
"""Verbs whose form is on the item's page. (On other pages, asking for help is a click.)"""


@pages.get("")
@in_team(Right.SEE)
def show(caller: Caller, number: int) -> Response:
    """The item with its possible actions."""
    read = partial(item_screen, number=number, notes_before=number_in(request.args, "notes_before"))
    return fresh(caller, read, lambda screen: _page(screen, Form()))


@pages.get("/menu")
@in_team(Right.SEE)
def menu(caller: Caller, number: int) -> str:
    """Everything that may be done with the item now. A script shows its list in place."""
    home = url_for("queue.show", team=caller.team.id)
    return render_template("item/menu.html", screen=_screen(caller, number), back=previous_page(caller, home))


@pages.get("/images/<number:image>")
@in_team(Right.SEE)
def image(caller: Caller, number: int, image: int) -> Response:
    """An image of the item, for people who may read its texts. A number always means the same image, so browsers cache it."""
    with doors().reading() as conn:
        picture = content_of(conn, caller.team.id, number, image)
    if picture is None:
        raise NotFound
    answer = Response(picture.content, mimetype=MEDIA_TYPES[picture.kind])
    answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Content-Disposition"] = f"inline; filename=image-{number}-{image}.{picture.kind}"
    answer.vary.add("Cookie")  # Another person in the same browser must request it again.
    answer.set_etag(picture.sha256)
    return answer.make_conditional(request)


@pages.post("/image")
@large_body
@in_team(ADD_IMAGE.right)
def add_image(caller: Caller, number: int) -> Answer:
    """Add an image to the item. A script also learns its number."""
    to = url_for("item.show", team=caller.team.id, number=number, _anchor="h-images")
    sent = request.files.get("image")
    try:
        if sent is None:
            raise InputError("image", N_("Choose an image."))
        from queue_app.usecases.images.redraw import redrawn

        picture = redrawn(sent.stream.read(SENT + 1))
    except InputError as wrong:
        if wants_json():
            raise
        return _item(caller, number, Form.refused(request.form, wrong, ADD_IMAGE.name)), problem_of(wrong).status
    if wants_json():
        outcome = do_form(caller, ADD_IMAGE, request.form, item=number, picture=picture)
        return jsonify(seq=outcome.seq, image=outcome.result["image"])
    return run_form(caller, ADD_IMAGE, to, partial(_item, caller, number), item=number, picture=picture)


@pages.post("/remove-image/<number:image>")
@in_team(REMOVE_IMAGE.right)
def remove_image(caller: Caller, number: int, image: int) -> Answer:
    """Remove an image of the item for good."""
    to = url_for("item.show", team=caller.team.id, number=number)
    return run_form(caller, REMOVE_IMAGE, to, item=number, image=image)


def _item(caller: Caller, number: int, form: Form) -> str:
    return _page(_screen(caller, number), form)


def _page(screen: ItemScreen, form: Form) -> str:
    return render_template("item/show.html", screen=screen, form=form)


def _screen(caller: Caller, number: int) -> ItemScreen:
    with doors().reading() as conn:
        return item_screen(conn, viewer(caller), number)


def _verb_page(verb: str, caller: Caller, number: int, form: Form) -> str:
    with doors().reading() as conn:
        screen = item_screen(conn, viewer(caller), number)
        if verb == "wait_for":
            screen = replace(screen, choices=wait_choices(conn, viewer(caller), number))
    back_to = previous_page(caller, url_for("item.show", team=caller.team.id, number=number))
    return render_template(f"item/{FORMS[verb]}.html", screen=screen, form=form, back=back_to)


def _page_with_form(verb: str) -> Callable[[Caller, int, Form], str] | None:
    """The function that draws the page with the verb's form; None if the verb is a single click."""
    if verb == "move":
        return _move_page
    if verb in FORMS:
        return partial(_verb_page, verb)
    return _item if verb in _ON_THE_ITEM else None


def _is_click(verb: str) -> bool:
    """Whether it was a click without typed text. The form for help sends its name; the buttons do not."""
    return verb == "ask" and request.form.get("form") != verb


def _offer(action: Action) -> None:
    """Register the route of an item's action, and its page if it has one."""
    page = _page_with_form(action.verb)

    def act(caller: Caller, number: int) -> Answer | str:
        if page and request.method == "GET":
            return page(caller, number, Form())
        read = partial(_anchored, caller, number) if action.verb == "move" else form_content
        item_page = url_for("item.show", team=caller.team.id, number=number)
        shown_again = None if page is None or _is_click(action.verb) else partial(page, caller, number)
        return run_form(caller, action, back(caller, item_page), shown_again, read, item=number)

    methods = ["GET", "POST"] if page and action.verb not in _ON_THE_ITEM else ["POST"]
    pages.add_url_rule(f"/{action.name}", action.verb, in_team(action.right)(act), methods=methods)


def _move_page(caller: Caller, number: int, form: Form) -> str:
    """The page with the neighbours, or with the search results."""
    searched = str(form.value("q", request.args.get("q", "")))[: inputs.SEARCH]
    with doors().reading() as conn:
        screen = move_screen(conn, viewer(caller), number, searched)
    home = url_for("queue.show", team=caller.team.id)
    return render_template("queue/move.html", screen=screen, form=form, back=previous_page(caller, home))


def _anchored(caller: Caller, number: int) -> MultiDict[str, str]:
    """The inputs with the position as an anchor. A pressed button wins over the number next to it. `above_waiter` is one click:
    above an item that waits for this one, which is the reason.

    Raises InputError for an invalid position.
    """
    typed = MultiDict(request.form)
    typed.pop("q", None)
    waiter = typed.pop("above_waiter", None)
    if waiter is not None:
        above = inputs.whole("above", waiter, 1, inputs.LARGEST_NUMBER)
        words = localized(Sentence(N_("#{number} waits for it"), {"number": str(above)}))
        return MultiDict({"above": str(above), "kind": "others_depend", "reason": words})
    position = typed.pop("position", None)
    if position is None or any(name in typed for name in ("above", "below", "to")):
        return typed
    place = inputs.whole("position", position, 1, inputs.LARGEST_NUMBER)
    with doors().reading() as conn:
        typed.update(anchor_at(conn, caller.team.id, number, place))
    return typed


for _action in ACTIONS.values():
    if _action.on == "item":
        _offer(_action)
