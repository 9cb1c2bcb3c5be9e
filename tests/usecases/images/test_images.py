"""Images of an item: numbered for ever, limited, seen on its page, gone for good when they are removed."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from queue_app.domain import images as rule
from queue_app.domain.errors import NotFound, RoleTooLow
from queue_app.domain.images import Picture, TeamHasTooManyImages, TooManyImages
from queue_app.domain.importing.rows import Row
from queue_app.domain.refusals import NothingToUndo
from queue_app.domain.team.team import Team
from queue_app.screens.item.item import item_screen
from queue_app.store.queue.images import content_of, write_image
from queue_app.store.tables import IMAGE, ITEM
from queue_app.usecases.images.add import add_image, remove_image
from queue_app.usecases.images.redraw import redrawn
from queue_app.usecases.importing.import_items import import_items
from queue_app.usecases.importing.take_back import take_back
from queue_app.usecases.queue.undo import undo
from queue_app.usecases.tx import Actor
from tests.cast import Cast
from tests.exports import bring, differences, export
from tests.pictures import picture
from tests.screens.reading import look

PNG, JPEG = redrawn(picture("PNG")), redrawn(picture("JPEG"))


def shown(cast: Cast, who: int) -> list[tuple[int, str, str | None]]:
    return [(image.n, image.alt, image.by) for image in look(cast, item_screen, who, 1).images]


def content(cast: Cast, n: int) -> Picture | None:
    with cast.doors.reading() as conn:
        return content_of(conn, cast.team, 1, n)


def test_an_image_is_on_the_page_and_in_the_history(cast: Cast) -> None:
    cast.add("Search")
    outcome = cast.do(add_image, by=cast.alice, item=1, picture=PNG, alt="The form")
    assert outcome.result["image"] == 1
    assert content(cast, 1) == PNG
    assert shown(cast, cast.bob) == [(1, "The form", "Alice")]
    assert shown(cast, cast.carol) == [(1, "The form", None)]
    line = look(cast, item_screen, cast.bob, 1).history[0]
    assert (line.kind, line.by) == ("image_added", "Alice")
    with pytest.raises(RoleTooLow):
        cast.do(add_image, by=cast.carol, item=1, picture=PNG)


def test_a_removed_one_is_deleted_and_its_number_is_not_used_again(cast: Cast) -> None:
    cast.add("Search")
    cast.do(add_image, item=1, picture=PNG)
    cast.do(remove_image, item=1, image=1)
    assert (shown(cast, cast.bob), content(cast, 1)) == ([], None)
    with cast.doors.reading() as conn:
        assert conn.execute(select(IMAGE.c.content, IMAGE.c.size)).one() == (None, 0)
    with pytest.raises(NotFound):
        cast.do(remove_image, item=1, image=1)
    assert cast.do(add_image, item=1, picture=JPEG).result["image"] == 2
    cast.now += timedelta(minutes=1)
    with pytest.raises(NothingToUndo):
        cast.do(undo)


def test_an_item_and_a_team_have_only_so_many(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    cast.add("Search", "Refunds")
    monkeypatch.setattr(rule, "OF_ITEM", 2)
    monkeypatch.setattr(rule, "OF_TEAM", 3)
    for item in (1, 1, 2):
        cast.do(add_image, item=item, picture=PNG)
    with pytest.raises(TooManyImages):
        cast.do(add_image, item=1, picture=PNG)
    with pytest.raises(TeamHasTooManyImages):
        cast.do(add_image, item=2, picture=PNG)
    cast.do(remove_image, item=1, image=1)
    monkeypatch.setattr(rule, "BYTES_OF_TEAM", 3 * PNG.size - 1)
    with pytest.raises(TeamHasTooManyImages):
        cast.do(add_image, item=1, picture=PNG)
    monkeypatch.setattr(rule, "BYTES_OF_TEAM", 3 * PNG.size)
    assert cast.do(add_image, item=1, picture=PNG).result["image"] == 3
    monkeypatch.setattr(rule, "BYTES_OF_ITEM", 2 * PNG.size)
    with pytest.raises(TooManyImages):
        cast.do(add_image, item=1, picture=PNG)


def test_no_table_takes_a_larger_one(cast: Cast) -> None:
    cast.add("Search")
    large = Picture("png", 1, 1, "0" * 64, bytes(rule.STORED + 1))
    with pytest.raises(IntegrityError):
        cast.untold(lambda conn: write_image(conn, cast.team, cast.item(1).id, 1, large, "", cast.bob, cast.now))


def test_an_export_gives_them_back_byte_by_byte(cast: Cast) -> None:
    cast.add("Search")
    for made in (PNG, JPEG, redrawn(picture("WEBP")), redrawn(picture("GIF"))):
        cast.do(add_image, item=1, picture=made, alt="The form")
    cast.do(remove_image, item=1, image=4)
    first = export(cast)
    assert bring(cast, first) is not None
    assert differences(first, export(cast, cast.other_team)) == []
    cast.team, cast.bob = cast.other_team, cast.mallory
    assert [content(cast, n) for n in (1, 2, 4)] == [PNG, JPEG, None]
    assert cast.do(add_image, item=1, picture=PNG).result["image"] == 5


def test_an_import_that_is_taken_back_leaves_the_item_that_got_an_image(cast: Cast) -> None:
    rows = [Row(2, "Mine", created_at=cast.now), Row(3, "Nobody's", created_at=cast.now)]
    actor = Actor(cast.team, cast.bob)
    act = import_items(cast.doors, actor, Team(cast.team, "T", time_zone="UTC"), rows, clock_now=lambda: cast.now)
    cast.do(add_image, item=1, picture=PNG)
    assert cast.do(take_back, number=act.result["act"], keep=True).changed
    assert content(cast, 1) == PNG
    with cast.doors.reading() as conn:
        assert conn.execute(select(ITEM.c.title)).scalars().all() == ["Mine"]
