"""Import: areas are made where they are missing, and names become former people."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert, select

from queue_app.domain.errors import InputError
from queue_app.store.tables import AREA, EVIDENCE, FORMER, ITEM_AREA
from queue_app.usecases.cover.claims import claim
from queue_app.usecases.transaction import in_transaction
from tests import given
from tests.cast import Cast
from tests.imports import MIXED, count, imports


def test_names_become_former_people_and_evidence_for_areas(cast: Cast) -> None:
    imports(cast, MIXED)
    more = imports(cast, "title,finished,people,area\nNew,2026-11-01,Ann;Cy,SHOP;New\n")
    assert (more.result["people"], more.result["areas"]) == (1, ["New"])
    query = (
        select(AREA.c.name, FORMER.c.name, EVIDENCE.c.on_day)
        .join_from(EVIDENCE, AREA, AREA.c.id == EVIDENCE.c.area_id)
        .join(FORMER, FORMER.c.id == EVIDENCE.c.former_id)
    )
    with cast.doors.reading() as conn:
        found = sorted(tuple(one) for one in conn.execute(query))
        assert conn.execute(select(AREA.c.name).order_by(AREA.c.id)).scalars().all() == ["Shop", "Data", "New"]
    assert found == [
        ("Data", "Ann", date(2026, 9, 1)),
        ("New", "Ann", date(2026, 11, 1)),
        ("New", "Cy", date(2026, 11, 1)),
        ("Shop", "Ann", date(2026, 9, 1)),
        ("Shop", "Ann", date(2026, 10, 2)),
        ("Shop", "Ann", date(2026, 11, 1)),
        ("Shop", "Bo", date(2026, 10, 2)),
        ("Shop", "Cy", date(2026, 11, 1)),
    ]


def test_evidence_that_is_too_old_to_be_kept_is_not_written(cast: Cast) -> None:
    imports(cast, "title,finished,people,area\nNew,2024-12-03,Ann,Shop\nOld,2024-12-02,Bo,Shop\n")
    assert (count(cast, FORMER), count(cast, EVIDENCE)) == (2, 1)


def test_a_merged_area_stands_for_what_it_was_merged_into(cast: Cast) -> None:
    def merged(conn: Any) -> int:
        named = insert(AREA).returning(AREA.c.id)
        new = conn.execute(named, {"team_id": cast.team, "name": "New", "folded": "new"}).scalar_one()
        conn.execute(named, {"team_id": cast.team, "name": "Old", "folded": "old", "merged_into": new})
        return int(new)

    new = in_transaction(cast.doors, merged)
    imports(cast, "title,area\nA,old;new\n")
    with cast.doors.reading() as conn:
        assert [(tag.area_id, tag.n) for tag in conn.execute(select(ITEM_AREA))] == [(new, 1)]


def test_a_name_may_be_a_member_unless_another_one_said_that_was_me(cast: Cast) -> None:
    said = given.former(cast.doors, cast.team, "Ann")
    cast.do(claim, by=cast.alice, former_person=said)
    done = imports(cast, MIXED, were={"Ann": cast.bob, "Bo": cast.bob, "Nobody of the file": cast.carol})
    assert (done.result["people"], done.result["members"]) == (1, 2)
    with cast.doors.reading() as conn:
        found = {row.name: row.claimed_by for row in conn.execute(select(FORMER))}
    assert found == {"Ann": cast.alice, "Bo": cast.bob}


def test_a_name_that_was_an_observer_or_a_stranger_brings_nothing_in(cast: Cast) -> None:
    for who in (cast.carol, cast.mallory):
        with pytest.raises(InputError, match="not in the team any more"):
            imports(cast, MIXED, were={"Ann": who})
        assert (count(cast, FORMER), cast.order()) == (0, [])
