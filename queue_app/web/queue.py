"""The queue, a team's home, and the pages that add items and flip the coin, at the addresses of these actions.

The address of the coin page carries the two chosen items, so the page needs only links.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from queue_app.domain import inputs
from queue_app.domain.errors import N_, InputError
from queue_app.domain.filters import CONDITIONS, MOST_AREAS, NO_FILTER, Filter, in_order
from queue_app.domain.inputs import LARGEST_NUMBER
from queue_app.domain.refusals import OrderChanged
from queue_app.domain.team.rights import Right
from queue_app.screens.item.item import require_item
from queue_app.screens.queue.add import add_screen, repeated
from queue_app.screens.queue.chosen import chosen_screen
from queue_app.screens.queue.coin import coin_screen
from queue_app.screens.queue.cost import cost_of_move
from queue_app.screens.queue.move import anchor_of_many
from queue_app.screens.queue.queue import QueueScreen, queue_screen
from queue_app.screens.queue.rows import rows_screen
from queue_app.screens.queue.steady import steadiness
from queue_app.screens.queue.views import view_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.freshness import fresh
from queue_app.service.http.run_action import form_values
from queue_app.service.http.viewing import viewer
from queue_app.service.live.stream import stream
from queue_app.service.process.database import doors
from queue_app.usecases.action import Action
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.queue.move import MOST_MOVED
from queue_app.web.html.charts.staircase import Staircase
from queue_app.web.html.form import Form
from queue_app.web.html.messages import sentence
from queue_app.web.html.posting import Answer, flash_refusal, form_content, run_form
from queue_app.web.html.where import Asked, back, number_in, number_of, previous_page, words_in

pages = Blueprint("queue", __name__, url_prefix="/teams/<number:team>")

_SHOWN, _NO_AREA = 40, 0
LIST = "h-wait"
"""The heading of the list. On a phone it is below everything else."""


@pages.get("")
@in_team(Right.SEE)
def show(caller: Caller) -> Response | tuple[str, int]:
    """The next item, the room, the running items and the order. `after` is the cursor of a link."""
    try:
        read = partial(queue_screen, narrowed=_filter(request.args), after=request.args.get("after"))
        return fresh(caller, read, _page)
    except InputError as odd:
        flash_refusal(odd)
        narrowed, status = Filter(words_in(request.args)), 422
    except OrderChanged as changed:
        flash_refusal(changed)
        narrowed, status = _filter(request.args), 409
    with doors().reading() as conn:
        return _page(queue_screen(conn, viewer(caller), narrowed)), status


@pages.get("/rows/<number:first>/<number:count>/<number:days>")
@in_team(Right.SEE)
def rows(caller: Caller, first: int, count: int, days: int) -> str:
    """`count` rows of the list from `first` on, or around the item `at`, drawn on a time axis of so many days.

    These numbers are in the path, because responses to a query are never compressed.
    """
    narrowed = replace(_filter(request.args), size=count)
    with doors().reading() as conn:
        screen = rows_screen(conn, viewer(caller), narrowed, first - 1, number_in(request.args, "at"))
    today = screen.forecast.forecast.today
    stairs = Staircase(today, days, ()) if screen.forecast.has_dates else None
    return render_template("queue/rows.html", screen=screen, stairs=stairs)


@pages.get("/live")
@in_team(Right.SEE)
def live(caller: Caller) -> Response:
    """The event stream of all open pages of the team."""
    return stream(caller.visitor.session_hash, (caller.team.id,))


def _page(screen: QueueScreen) -> str:
    return render_template("queue/show.html", screen=screen)


def _filter(args: Asked) -> Filter:
    """The filter of the list. Raises InputError for an invalid one."""
    typed = set(filter(None, args.getlist("only")))
    for word in sorted(typed.difference(CONDITIONS)):
        odd = N_("There is no filter “{word}”. Choose from: {choices}. The queue is shown without a filter.")
        raise InputError("only", odd, word=word[:_SHOWN], choices=", ".join(CONDITIONS))
    areas = dict.fromkeys(number_of(area) or _NO_AREA for area in args.getlist("area") if area)
    return Filter(words_in(args), tuple(areas)[:MOST_AREAS], in_order(typed))


@pages.get("/i/<number:number>")
@in_team(Right.SEE)
def short(caller: Caller, number: int) -> Response:
    """The short address of an item, which people send each other."""
    with doors().reading() as conn:
        require_item(conn, viewer(caller), number)
    return redirect(url_for("item.show", team=caller.team.id, number=number))


@pages.get("/cost")
@in_team(Right.ORDER)
def cost(caller: Caller) -> str:
    """The cost of a dragged row at its present target. It takes the inputs of a move and changes nothing."""
    action = ACTIONS["queue", "move"]
    move = action.read(form_values(action, request.args))
    reader = viewer(caller)
    with doors().reading() as conn:
        team_forecast = reader.forecasts(conn, reader.team, reader.now)
        move_cost = cost_of_move(conn, reader.team, team_forecast, move["items"], move["target"])
        lately = steadiness(conn, reader.team, reader.now)
    return render_template(
        "queue/cost.html", cost=move_cost, team_forecast=team_forecast, moved=move["items"], steady=lately
    )


def _adding(caller: Caller, form: Form) -> str:
    with doors().reading() as conn:
        screen = add_screen(conn, viewer(caller))
    home = url_for("queue.show", team=caller.team.id)
    return render_template("queue/add.html", screen=screen, form=form, back=previous_page(caller, home))


def _coin(caller: Caller, form: Form) -> str:
    """The coin page with chosen items and search results; after a refusal with the two that were sent."""
    with doors().reading() as conn:
        screen = coin_screen(conn, viewer(caller), _chosen(form), words_in(request.args))
    home = url_for("queue.show", team=caller.team.id)
    return render_template("queue/coin.html", screen=screen, form=form, back=previous_page(caller, home))


def _chosen(form: Form) -> list[int]:
    """The numbers of the chosen items, from the form or the address."""
    raw_numbers = form.typed.getlist("items") or request.args.getlist("items")
    numbers = [int(n) for n in raw_numbers if n.isascii() and n.isdigit() and len(n) <= len(str(LARGEST_NUMBER))]
    return [n for n in numbers if n <= LARGEST_NUMBER][:MOST_MOVED]


def _of_chosen(template: str, caller: Caller, form: Form) -> str:
    """A page that does something with all chosen items."""
    with doors().reading() as conn:
        screen = chosen_screen(conn, viewer(caller), _chosen(form))
    home = url_for("queue.show", team=caller.team.id)
    return render_template(template, screen=screen, form=form, back=previous_page(caller, home))


def _view(caller: Caller, form: Form) -> str:
    """The page of a view: of the one that is named, or of a new one with the filter of the address."""
    view = number_of(str(form.value("view", request.args.get("view", ""))))
    try:
        narrowed = _filter(request.args)
    except InputError:
        narrowed = NO_FILTER
    with doors().reading() as conn:
        screen = view_screen(conn, viewer(caller), view, narrowed)
    home = url_for("queue.show", team=caller.team.id, _anchor=LIST)
    return render_template("queue/view.html", screen=screen, form=form, back=previous_page(caller, home))


def _after_view(caller: Caller) -> str:
    """The list as the view that was sent shows it."""
    only = [word for word in CONDITIONS if request.form.get(word)]
    areas = [area for area in request.form.getlist("areas") if area]
    asked: dict[str, Any] = {"q": request.form.get("words"), "area": areas, "only": only}
    narrowed = {name: value for name, value in asked.items() if value}
    return url_for("queue.show", team=caller.team.id, _anchor=LIST, **narrowed)


def _anchored(caller: Caller) -> MultiDict[str, str]:
    """The inputs of a move with the position as an anchor. Raises InputError for an invalid position."""
    typed = MultiDict(request.form)
    position = typed.pop("position", None)
    if position is None or any(name in typed for name in ("above", "below", "to")):
        return typed
    place = inputs.whole("position", position, 1, inputs.LARGEST_NUMBER)
    with doors().reading() as conn:
        typed.update(anchor_of_many(conn, caller.team.id, _chosen(Form(typed)), place))
    return typed


_FORMS: dict[str, Callable[[Caller, Form], str]] = {
    "add": _adding,
    "paste": _adding,
    "coin": _coin,
    "move": partial(_of_chosen, "queue/move_many.html"),
    "areas": partial(_of_chosen, "queue/areas_many.html"),
    "drop": partial(_of_chosen, "queue/drop_many.html"),
    "save-view": _view,
    "change-view": _view,
}
_VIEWS = ("save-view", "change-view")


def _mention_repeated(caller: Caller, action: Action) -> None:
    """Warn about pasted titles that are in the queue more than once. They were added: items may share a title."""
    titles = action.read(form_values(action, request.form))["titles"]
    with doors().reading() as conn:
        twice = repeated(conn, caller.team.id, titles)
    if twice:
        flash(sentence("more_than_once", twice))


def _offer(action: Action) -> None:
    """Register the route of a queue action, and its page if it has one. The page of New item also holds pasting."""
    page = _FORMS.get(action.name)

    def act(caller: Caller) -> Answer | str:
        if page and request.method == "GET":
            return page(caller, Form())
        home = url_for("queue.show", team=caller.team.id)
        read = partial(_anchored, caller) if action.name == "move" else form_content
        to = _after_view(caller) if action.name in _VIEWS else back(caller, home)
        answer = run_form(caller, action, to, page and partial(page, caller), read)
        if action.name == "paste" and isinstance(answer, Response) and answer.status_code == 303:
            _mention_repeated(caller, action)
        return answer

    methods = ["GET", "POST"] if page and action.name != "paste" else ["POST"]
    pages.add_url_rule(f"/{action.name}", action.verb, in_team(action.right)(act), methods=methods)


for _action in ACTIONS.values():
    if _action.on == "queue":
        _offer(_action)
