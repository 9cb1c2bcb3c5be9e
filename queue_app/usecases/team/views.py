"""The views of a team: filters of the queue with a name. Members make, change and remove them."""

from dataclasses import replace

from queue_app.domain import inputs as limits
from queue_app.domain.errors import N_, InputError, NotFound
from queue_app.domain.filters import CONDITIONS, MOST_AREAS, MOST_VIEWS, Filter, SavedView, in_order, to_record
from queue_app.domain.refusals import TooManyViews
from queue_app.domain.team.rights import Right
from queue_app.store.cover import areas
from queue_app.store.team import views
from queue_app.usecases import fields
from queue_app.usecases.action import Action, Values, pass_through
from queue_app.usecases.tx import Result, Tx, write


@write(Right.WORK)
def save_view(tx: Tx, *, name: str, narrowed: Filter) -> Result:
    """Save a filter under a name. Raises NameTaken, TooManyViews, and InputError for areas that the team does not have."""
    used = {view.n for view in views.views(tx.conn, tx.team.id)}
    n = next((n for n in range(1, MOST_VIEWS + 1) if n not in used), None)
    if n is None:
        raise TooManyViews(most=MOST_VIEWS)
    _check_areas(tx, narrowed)
    view = views.create(tx.conn, tx.team.id, n, name, narrowed, tx.by)
    tx.record("view_saved", view={"id": view, "now": {"name": name, **to_record(narrowed)}})
    return {"view": view}


@write(Right.WORK)
def change_view(tx: Tx, *, view: int, name: str, narrowed: Filter) -> Result:
    """Change a view's name or filter. Raises NotFound, NameTaken, and InputError for areas that the team does not have."""
    was = _view(tx, view)
    now = replace(was, name=name, filter=narrowed)
    if was != now:
        _check_areas(tx, narrowed)
        views.write(tx.conn, tx.team.id, now)
        tx.record("view_saved", view={"id": view, "was": _record(was), "now": _record(now)})
    return {"view": view}


@write(Right.WORK)
def remove_view(tx: Tx, *, view: int) -> Result:
    """Remove a view. No item changes. Raises NotFound."""
    was = _view(tx, view)
    views.remove(tx.conn, tx.team.id, view)
    tx.record("view_removed", view={"id": view, "was": _record(was)})
    return {"view": view}


def _view(tx: Tx, wanted: int) -> SavedView:
    for view in views.views(tx.conn, tx.team.id):
        if view.id == wanted:
            return view
    raise NotFound


def _record(view: SavedView) -> dict[str, object]:
    return {"name": view.name, **to_record(view.filter)}


def _check_areas(tx: Tx, narrowed: Filter) -> None:
    if narrowed.areas and len(areas.find(tx.conn, tx.team.id, narrowed.areas)) < len(narrowed.areas):
        raise InputError("areas", N_("The team does not have one of these areas. Leave it out."))


def _shape(values: Values) -> Values:
    """Join the inputs into one filter. Raises InputError if the filter is empty."""
    only = in_order({word for word in CONDITIONS if values.pop(word)})
    narrowed = Filter(values.pop("words") or "", tuple(values.pop("areas") or ()), only)
    if not narrowed.is_set:
        raise InputError("words", N_("Type words to search for, or choose a filter."))
    return pass_through(values) | {"narrowed": narrowed}


_VIEW = fields.number("view", N_("View"), required=True)
_NAME = fields.line("name", limits.AREA, N_("Name of the view"), required=True)
_FILTER = (
    fields.line("words", limits.SEARCH, N_("Words to search for")),
    fields.numbers("areas", MOST_AREAS, N_("In one of these areas")),
    fields.flag("blocked", N_("Blocked")),
    fields.flag("waits", N_("Waits for another item")),
    fields.flag("mine", N_("Mine: whoever looks is or was on it")),
    fields.flag("not_placed", N_("New")),
)
SAVE_VIEW = Action("save-view", save_view, "queue", N_("Save as a view"), (_NAME, *_FILTER), _shape)
CHANGE_VIEW = Action("change-view", change_view, "queue", N_("Edit a view"), (_VIEW, _NAME, *_FILTER), _shape)
REMOVE_VIEW = Action("remove-view", remove_view, "queue", N_("Remove a view"), (_VIEW,))
