"""Each kind of event is exported or listed as left out, and each field of an item is read."""

from queue_app.domain.exporting.schema import OF_ITEM
from queue_app.domain.exporting.spreadsheet import inert
from queue_app.domain.exporting.told import ITEM_FIELDS, KINDS, UNTOLD
from queue_app.domain.queue.events import OF_ONE_PERSON, OF_THE_ORDER_HISTORY


def test_every_kind_and_every_field_has_its_place():
    views = {"view_saved", "view_removed"}
    assert {*OF_ONE_PERSON, *views, "settings", "membership", "skipped"} == UNTOLD, (
        "a new kind is told, or it says here why not"
    )
    assert set(OF_THE_ORDER_HISTORY) <= set(KINDS)
    assert set(ITEM_FIELDS) == set(OF_ITEM)


def test_no_cell_runs_in_a_spreadsheet():
    assert [inert(cell) for cell in ("=1+1", "+1", "-1", "@A1", "\tx", "A-1")] == [
        "'=1+1",
        "'+1",
        "'-1",
        "'@A1",
        "'\tx",
        "A-1",
    ]
