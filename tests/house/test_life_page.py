"""The life of an item in the docs matches the table that the tests use."""

from tests.house.life_page import PAGE, page


def test_the_page_says_what_the_table_says():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"
