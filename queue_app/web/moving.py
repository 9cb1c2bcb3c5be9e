"""Moving one item without a pointer: its page, and the position that a person types, turned into an anchor."""

from flask import render_template, request, url_for
from werkzeug.datastructures import MultiDict

from queue_app.domain import inputs
from queue_app.screens.queue.move_rows import anchor_at, move_screen
from queue_app.service.http.access import Caller
from queue_app.service.http.viewing import viewer
from queue_app.service.process.database import doors
from queue_app.web.html.form import Form
from queue_app.web.html.where import Asked, came_from

LONGEST_SEARCH = 200


def move_page(caller: Caller, number: int, form: Form, asked: Asked) -> str:
    """The page with the neighbours, or with what was searched."""
    searched = str(form.value("q", asked.get("q", "")))[:LONGEST_SEARCH]
    with doors().reading() as conn:
        screen = move_screen(conn, viewer(caller), number, searched)
    home = url_for("queue.show", team=caller.team.id)
    return render_template("queue/move.html", screen=screen, form=form, back=came_from(caller, home))


def anchored(caller: Caller, number: int) -> MultiDict[str, str]:
    """What was typed, with the position as an anchor; a button that was pressed counts before the number beside it.

    Raises InputError for a position that is none.
    """
    typed = MultiDict(request.form)
    typed.pop("q", None)
    position = typed.pop("position", None)
    if position is None or any(name in typed for name in ("above", "below", "to")):
        return typed
    place = inputs.whole("position", position, 1, inputs.LARGEST_NUMBER)
    with doors().reading() as conn:
        typed.update(anchor_at(conn, caller.team.id, number, place))
    return typed
