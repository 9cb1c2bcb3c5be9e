"""A list of days off: the formats of its lines. An unreadable line is named, and nothing is saved."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_app.domain.errors import InputError
from queue_app.domain.team.days_off import DaysOff, by_day, read, spells_of

TODAY = date(2026, 11, 25)
EVE = date(2026, 12, 24)
EPIPHANY = date(2027, 1, 6)
NEAR = st.dates(TODAY - timedelta(days=3000), TODAY + timedelta(days=1400))


@pytest.mark.parametrize(
    ("line", "spell"),
    [
        ("2026-12-24", DaysOff(EVE, EVE)),
        ("2026-12-24 Christmas Eve", DaysOff(EVE, EVE, "Christmas Eve")),
        ("  2026-12-24:  Christmas   Eve ", DaysOff(EVE, EVE, "Christmas Eve")),
        ("2026-12-24 - Christmas Eve", DaysOff(EVE, EVE, "Christmas Eve")),
        ("2026-12-24 to 2027-01-06 Closed", DaysOff(EVE, EPIPHANY, "Closed")),
        ("2026-12-24 TO 2027-01-06", DaysOff(EVE, EPIPHANY)),
        ("2026-12-24\u20132027-01-06 Closed", DaysOff(EVE, EPIPHANY, "Closed")),
        ("2026-12-24 \u2013 2027-01-06, Closed", DaysOff(EVE, EPIPHANY, "Closed")),
        ("2026-12-24 - 2027-01-06 Closed", DaysOff(EVE, EPIPHANY, "Closed")),
        ("2026-12-24: to 2027-01-06", DaysOff(EVE, EVE, "to 2027-01-06")),
    ],
)
def test_a_line_is_a_day_or_two_and_a_name(line, spell):
    assert read("text", line, TODAY) == (spell,)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Christmas", "start with a day"),
        ("24.12.2026", "start with a day"),
        ("2026-12-241", "start with a day"),
        ("2026-02-30", "start with a day"),
        ("2026-12-24 to 2026-12-32", "start with a day"),
        ("2026-12-24 to 2026-12-23", "is before the first"),
        ("2026-01-01 to 2027-01-02", "more than one year"),
        ("1999-12-24", "ten years back"),
        ("2099-12-24", "five years ahead"),
        ("2026-12-24 " + "x" * 81, "longer than 80"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(line, told):
    with pytest.raises(InputError, match=r"Line 2: .* Nothing was saved\.") as refused:
        read("text", f"2026-12-26\n{line}\n", TODAY)
    assert told in str(refused.value)
    assert refused.value.field == "text"


def test_every_line_is_named_once_beside_what_is_wrong_with_it():
    with pytest.raises(InputError) as refused:
        read("text", "a\n2026-12-24\n\nb {x}\n2026-12-24 to 2026-12-01\nc", TODAY)
    assert str(refused.value).startswith("Lines 1, 4 and 6: start with a day such as 2026-12-24")
    assert "Line 5: the second day is before the first." in str(refused.value)


def test_a_list_has_an_end():
    with pytest.raises(InputError, match="at most 1,000 at once"):
        read("text", "2026-12-24\n" * 1001, TODAY)


def test_of_two_lines_for_a_day_the_later_one_counts():
    days = by_day(read("text", "2026-12-24 to 2026-12-26 Closed\n2026-12-25 Christmas", TODAY))
    assert [days[date(2026, 12, n)] for n in (24, 25, 26)] == ["Closed", "Christmas", "Closed"]


def test_days_in_a_row_under_one_name_are_one_spell():
    days = {EVE: "Closed", EVE + timedelta(days=1): "Closed", EVE + timedelta(days=2): "", EPIPHANY: "Closed"}
    assert spells_of(days) == (
        DaysOff(EVE, date(2026, 12, 25), "Closed"),
        DaysOff(date(2026, 12, 26), date(2026, 12, 26)),
        DaysOff(EPIPHANY, EPIPHANY, "Closed"),
    )


@given(st.text(max_size=200))
def test_no_text_is_a_surprise(text):
    try:
        spells = read("text", text, TODAY)
    except InputError:
        return
    assert all(spell.first <= spell.last and len(spell.name) <= 80 for spell in spells)


@given(NEAR, st.integers(0, 365), st.text("abc 2026-:to", max_size=30))
def test_a_spell_is_read_as_it_is_written(first, further, name):
    spell = DaysOff(first, first + timedelta(days=further), " ".join(name.strip(" \t-:").split()))
    assert read("text", str(spell), TODAY) == (spell,)


@given(st.dictionaries(NEAR, st.sampled_from(["", "Closed", "Feast"])))
def test_days_stay_the_same_by_way_of_spells(days):
    assert by_day(spells_of(days)) == days
