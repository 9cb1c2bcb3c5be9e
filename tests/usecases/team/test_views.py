"""Views: filters of the queue under a name, for the whole team."""

import pytest

from queue_app.domain.errors import InputError, NotFound, RoleTooLow
from queue_app.domain.filters import MOST_VIEWS, Filter
from queue_app.domain.refusals import NameTaken, TooManyViews
from queue_app.screens.queue.queue import queue_screen
from queue_app.store.team.views import views
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.cover.areas import merge_areas
from queue_app.usecases.team.views import change_view, remove_view, save_view
from tests import given
from tests.cast import Cast
from tests.screens.reading import look

STUCK = Filter("fax", only=("blocked", "waits"))


def names(cast: Cast) -> list[str]:
    with cast.doors.reading() as conn:
        return [view.name for view in views(conn, cast.team)]


def test_a_view_is_kept_changed_and_removed_by_any_member(cast: Cast) -> None:
    cast.add("A")
    view = cast.do(save_view, by=cast.alice, name="Stuck", narrowed=STUCK).result["view"]
    assert look(cast, queue_screen, cast.carol).offered.view_of(STUCK).name == "Stuck", "observers read it"
    cast.do(change_view, view=view, name="All of them", narrowed=STUCK)
    assert not cast.do(change_view, view=view, name="All of them", narrowed=STUCK).changed
    assert names(cast) == ["All of them"]
    cast.do(remove_view, by=cast.alice, view=view)
    assert names(cast) == []
    for use_case, command in ((remove_view, {}), (change_view, {"name": "X", "narrowed": STUCK})):
        with pytest.raises(NotFound):
            cast.do(use_case, view=view, **command)


def test_a_name_is_there_once_and_a_team_keeps_twenty(cast: Cast) -> None:
    ids = [cast.do(save_view, name=f"View {n}", narrowed=STUCK).result["view"] for n in range(MOST_VIEWS)]
    with pytest.raises(TooManyViews):
        cast.do(save_view, name="One more", narrowed=STUCK)
    cast.do(remove_view, view=ids[3])
    with pytest.raises(NameTaken):
        cast.do(save_view, name="VIEW 1", narrowed=STUCK)
    cast.do(save_view, name="One more", narrowed=STUCK)
    with pytest.raises(NameTaken):
        cast.do(change_view, view=ids[0], name="one MORE", narrowed=STUCK)
    assert len(names(cast)) == MOST_VIEWS


def test_who_may_not_work_here_or_names_an_area_of_nobody_is_refused(cast: Cast) -> None:
    with pytest.raises(RoleTooLow):
        cast.do(save_view, by=cast.carol, name="Mine", narrowed=STUCK)
    with pytest.raises(InputError):
        cast.do(save_view, name="Lost", narrowed=Filter(areas=(99,)))
    with pytest.raises(InputError, match="choose a filter"):
        ACTIONS["queue", "save-view"].read({"name": "All"})


def test_a_view_of_a_merged_area_shows_where_its_items_went(cast: Cast) -> None:
    shop, data = (given.area(cast, name) for name in ("Shop", "Data"))
    cast.do(save_view, name="Shop", narrowed=Filter(areas=(shop,)))
    cast.do(merge_areas, area=shop, into=data)
    screen = look(cast, queue_screen, None, Filter(areas=(shop,)))
    assert screen.filter.areas == (data,)
    assert screen.offered.view_of(screen.filter).name == "Shop"
