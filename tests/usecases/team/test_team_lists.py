"""The team's areas and kinds of block: a manager's settings, each signed in the history."""

import pytest
from sqlalchemy import select

from queue_app.domain.errors import InputError, NotFound, RoleTooLow
from queue_app.domain.refusals import NameTaken
from queue_app.store.cover import areas as area_store
from queue_app.store.cover import evidence
from queue_app.store.tables import EVIDENCE
from queue_app.store.team import kinds
from queue_app.usecases.cover.areas import add_area, archive_area, bring_back_area, merge_areas, rename_area
from queue_app.usecases.queue.edit import set_areas
from queue_app.usecases.team.kinds import add_kind, archive_kind, bring_back_kind, change_kind
from queue_app.usecases.transaction import in_transaction
from tests.cast import MONDAY, Cast
from tests.given import last_event
from tests.rows import tags


def new_area(cast: Cast, name: str) -> int:
    return int(cast.do(add_area, name=name).result["area"])


def listed(cast: Cast) -> frozenset[int]:
    with cast.doors.reading() as conn:
        return area_store.active_areas(conn, cast.team)


def kind_named(cast: Cast, name: str) -> kinds.Kind | None:
    with cast.doors.reading() as conn:
        return next((kind for kind in kinds.kinds(conn, cast.team) if kind.name == name), None)


def test_an_area_is_added_renamed_archived_and_brought_back(cast: Cast) -> None:
    area = new_area(cast, "Payments")
    assert listed(cast) == {area}
    cast.do(rename_area, area=area, name="Money")
    cast.do(archive_area, area=area)
    assert listed(cast) == set()
    cast.do(bring_back_area, area=area)
    with cast.doors.reading() as conn:
        assert area_store.find(conn, cast.team, [area])[area] == area_store.Area(area, "Money")


def test_each_is_a_signed_setting(cast: Cast) -> None:
    area = new_area(cast, "Payments")
    cast.do(rename_area, area=area, name="Money")
    event = last_event(cast)
    assert (event.kind, event.by) == ("settings", cast.bob)
    assert event.data["area"]["id"] == area
    assert (event.data["area"]["was"]["name"], event.data["area"]["now"]["name"]) == ("Payments", "Money")


def test_what_is_so_already_leaves_no_event(cast: Cast) -> None:
    area = new_area(cast, "Payments")
    assert not cast.do(rename_area, area=area, name="Payments").changed
    assert not cast.do(bring_back_area, area=area).changed
    cast.do(archive_area, area=area)
    assert not cast.do(archive_area, area=area).changed


@pytest.mark.parametrize("name", ["Payments", "PAYMENTS"])
def test_a_name_is_on_the_list_once(cast: Cast, name: str) -> None:
    area, other = new_area(cast, "Payments"), new_area(cast, "Booking")
    cast.do(archive_area, area=area)
    with pytest.raises(NameTaken):
        cast.do(add_area, name=name)
    with pytest.raises(NameTaken):
        cast.do(rename_area, area=other, name=name)


def test_another_team_may_use_the_same_name(cast: Cast) -> None:
    new_area(cast, "Payments")
    other = Cast(cast.doors, cast.other_team, cast.mallory, cast.mallory, cast.carol, cast.team, cast.bob)
    assert new_area(other, "Payments")


def test_merging_moves_items_and_evidence_and_no_item_has_an_area_twice(cast: Cast) -> None:
    cast.add("Both", "One", "None")
    older, old, new, third = (new_area(cast, name) for name in ("Older", "Old", "New", "Third"))
    cast.do(merge_areas, area=older, into=old)
    cast.do(set_areas, item=1, areas=[old, third, new])
    cast.do(set_areas, item=2, areas=[old])
    in_transaction(cast.doors, lambda conn: evidence.write(conn, cast.team, MONDAY.date(), [old, third], [cast.alice]))
    cast.do(merge_areas, area=old, into=new)
    assert [tags(cast, n) for n in (1, 2, 3)] == [[third, new], [new], []]
    assert listed(cast) == {new, third}
    with cast.doors.reading() as conn:
        assert sorted(conn.execute(select(EVIDENCE.c.area_id)).scalars()) == sorted([new, third])
        found = area_store.find(conn, cast.team, [older, old])
    assert [found[id_].merged_into for id_ in (older, old)] == [new, new]


def test_merging_into_itself_or_an_archived_one_is_refused(cast: Cast) -> None:
    one, two = new_area(cast, "Payments"), new_area(cast, "Booking")
    cast.do(archive_area, area=two)
    for into in (one, two):
        with pytest.raises(InputError) as refused:
            cast.do(merge_areas, area=one, into=into)
        assert refused.value.field == "into"


def test_a_kind_of_block_is_added_changed_archived_and_brought_back(cast: Cast) -> None:
    kind = cast.do(add_kind, name="a supplier").result["block_kind"]
    assert not kind_named(cast, "a supplier").inside
    cast.do(change_kind, block_kind=kind, name="our supplier", inside=True)
    cast.do(archive_kind, block_kind=kind)
    assert kind_named(cast, "our supplier").archived_at == cast.now
    assert not cast.do(archive_kind, block_kind=kind).changed
    cast.do(bring_back_kind, block_kind=kind)
    assert kind_named(cast, "our supplier") == kinds.Kind(kind, "our supplier", inside=True)
    assert (last_event(cast).kind, last_event(cast).by) == ("settings", cast.bob)


def test_a_kind_has_a_name_of_its_own(cast: Cast) -> None:
    with pytest.raises(NameTaken):
        cast.do(add_kind, name="A Decision")
    kind = kind_named(cast, "a decision")
    with pytest.raises(NameTaken):
        cast.do(change_kind, block_kind=kind.id, name="knowledge", inside=True)
    cast.do(change_kind, block_kind=kind.id, name="A decision", inside=True)


AREA_VERBS = [(rename_area, {"name": "X"}), (archive_area, {}), (bring_back_area, {})]
KIND_VERBS = [(change_kind, {"name": "X"}), (archive_kind, {}), (bring_back_kind, {})]


@pytest.mark.parametrize(("by", "refusal"), [("alice", RoleTooLow), ("carol", RoleTooLow), ("mallory", NotFound)])
def test_only_managers_of_the_team_change_its_lists(cast: Cast, by: str, refusal: type[Exception]) -> None:
    area, into = new_area(cast, "Payments"), new_area(cast, "Booking")
    kind = kind_named(cast, "a decision").id
    said = [(add_area, {"name": "X"}), (add_kind, {"name": "X"}), (merge_areas, {"area": area, "into": into})]
    said += [(verb, {"area": area, **more}) for verb, more in AREA_VERBS]
    said += [(verb, {"block_kind": kind, **more}) for verb, more in KIND_VERBS]
    for use_case, arguments in said:
        with pytest.raises(refusal):
            cast.do(use_case, by=getattr(cast, by), **arguments)


def test_what_is_not_on_the_teams_lists_is_not_found(cast: Cast) -> None:
    area = new_area(cast, "Payments")
    kind = kind_named(cast, "a decision").id
    other = Cast(cast.doors, cast.other_team, cast.mallory, cast.mallory, cast.carol, cast.team, cast.bob)
    theirs = new_area(other, "Theirs")
    for use_case, more in [*AREA_VERBS, (merge_areas, {"into": area})]:
        with pytest.raises(NotFound):
            cast.do(use_case, area=theirs, **more)
    with pytest.raises(NotFound):
        cast.do(merge_areas, area=area, into=theirs)
    for use_case, more in KIND_VERBS:
        with pytest.raises(NotFound):
            other.do(use_case, block_kind=kind, **more)
