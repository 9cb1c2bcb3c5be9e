"""Tables of no known tool: columns are recognized by heading or by content, and only open questions are asked."""

import pytest

from tests.domain.importing.looking.told import asked, counts, told


def test_german_headings_from_a_spreadsheet_of_windows():
    report = told(
        "Nr.;Aufgabe;Status;Zuständig;Begonnen;Erledigt am;Bereich\r\n"
        "1;Tür ölen;Erledigt;Ada;01.09.2026;03.09.2026;Haus\r\n"
        "2;Fenster – putzen;In Arbeit;Bo, Ada;02.09.2026;;Haus\r\n"
        "3;Keller;Offen;Ada;;;Haus, Hof\r\n".encode("cp1252")
    )
    assert (report["kind"], report["encoding"], counts(report)) == ("csv", "cp1252", (1, 1, 1, 0))
    assert (report["people"], report["areas"], asked(report)) == (2, 2, [])


def test_a_due_date_is_no_finish():
    report = told(
        'Name,Status,Due,Created time\nA,Done,"September 9, 2026","September 1, 2026 5:03 PM"\nB,Not started,,\n'
    )
    assert (counts(report), report["first_finish"], asked(report)) == ((1, 0, 1, 0), None, ["finished_undated"])
    assert told("Name,Status\nA,Done\nB,Open\n", finished_undated="leave_out")["finished"] == 0


def test_ticks_in_a_column_done_are_a_state():
    assert counts(told("Task,Done\nA,TRUE\nB,FALSE\nC,\n")) == (2, 0, 1, 0)


def test_seconds_and_milliseconds_are_times():
    report = told("Task ID,Task Name,Status,Date Created,Date Closed\na,A,complete,1788803206000,1788903206000\n")
    assert report["last_finish"] == "2026-09-08T21:33:26Z"


def test_unknown_states_are_asked_about_once_with_their_counts():
    rows = "id,title,status,finished\n1,a,Cooking,\n2,b,Cooking,\n3,c,Plated,2026-09-01\n4,d,Done,2026-09-02\n"
    report = told(rows)
    (question,) = report["questions"]
    assert (question["about"], question["counts"]) == ("states", {"Cooking": 2, "Plated": 1})
    assert question["proposed"] == {"Cooking": "waiting", "Plated": "finished"}
    answered = told(rows, states={"Cooking": "in_progress", "Plated": "leave_out"})
    assert (counts(answered), asked(answered), answered["left_out"]) == ((0, 2, 1, 0), [], {"Plated": 1})


def test_columns_without_headings_are_guessed_and_asked_about():
    rows = "1,Fix the printer,done,2026-09-01\n2,Clean the desk,open,2026-09-02\n3,Oil the door,open,2026-09-03\n"
    report = told(rows)
    assert (report["rows"], asked(report)) == (3, ["columns"])
    assert report["questions"][0]["proposed"]["title"] == "#2"
    answered = told(rows, columns={"title": "#2", "state": "#3", "finished": "#4", "created": ""})
    assert (answered["rows"], counts(answered), asked(answered)) == (3, (2, 0, 1, 0), [])


def test_lines_alone_are_titles():
    report = told("Fix the printer\nPaint the wall\nOil the door\n")
    assert (report["rows"], report["order"]) == (3, ["Fix the printer", "Paint the wall", "Oil the door"])


def test_a_day_that_only_finished_rows_have_is_proposed_as_the_finish():
    rows = "title,state,Wrapped,Looked at\na,done,2026-09-01,2026-09-05\nb,open,,2026-09-06\nc,done,2026-09-02,2026-09-07\n"
    report = told(rows)
    assert report["questions"][0]["proposed"] == {"finished": "Wrapped"}
    assert report["last_finish"] == "2026-09-02"
    assert asked(told(rows, columns={"finished": "Looked at"})) == []


def test_a_name_with_a_comma_may_be_two_people():
    assert asked(told('title,assignee\na,"Kim, Pat"\nb,Lee\n')) == ["people"]
    assert told('title,assignee\na,"Kim, Pat"\nb,Lee\n', people="several")["people"] == 3
    assert asked(told('title,assignee\na,"Kim, Pat"\nb,Kim\n')) == []


@pytest.mark.parametrize(
    "nobody", ["Unassigned", "-", "None", "(none)", "N/A", "Nicht zugewiesen", "Non assigné", "未割り当て"]
)
def test_nobody_is_no_person(nobody):  # I5
    assert told(f"title,assignee\na,{nobody}\n")["people"] == 0


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (("26/03/15", "26/03/28", "26/04/02", "26/04/12", "26/04/25", "26/05/30", "26/06/01"), "2026-03-15"),
        (("11-14-2026", "11-20-2026"), "2026-11-14"),
        (("Mon 14 Sep 2026", "5. November 2026 um 09:05"), "2026-09-14"),
        (("20.11.2026 10:20", "21.11.2026"), "2026-11-20T10:20:00"),
        (("5 нояб. 2026 г., 9:05", "6 декабря 2026"), "2026-11-05T09:05:00"),
        (("2026年11月20日 10時05分", "2026年11月21日"), "2026-11-20T10:05:00"),
        (("03/11月/26 11:36 下午", "04/12月/26 9:36 上午"), "2026-11-03T23:36:00"),
        (("03/十一月/26 11:36 下午", "04/十二月/26 9:36 上午"), "2026-11-03T23:36:00"),
        (("03/11월/26 11:36 오후", "04/12월/26 9:36 오전"), "2026-11-03T23:36:00"),
        (("2026년 11월 3일", "2026년 12월 4일"), "2026-11-03"),
        (("20 thg 11, 2026", "21 thg 11, 2026"), "2026-11-20"),
        (("20 de noviembre de 2026", "21 de diciembre de 2026"), "2026-11-20"),
        (("2026-11-20 10:15:30.123456+00", "2026-11-21T10:15Z"), "2026-11-20T10:15:30Z"),
        (("20261120T101500Z", "20261121"), "2026-11-20T10:15:00Z"),
        (("20 lis 2026", "24 gru 2026"), "2026-11-20"),
        (("20 lis 2026", "24 stu 2026"), "2026-10-20"),
        (("٢٠/١١/٢٠٢٦", "21/11/2026"), "2026-11-20"),
        (("28/11/2026 9:05 p. m.", "29/11/2026 9:05 a. m."), "2026-11-28T21:05:00"),
        (("Fri, 20 Nov 2026 10:15:00 -0500", "Sat, 21 Nov 2026 10:15:00 EST"), "2026-11-20T10:15:00-05:00"),
    ],
)
def test_days_are_read_as_the_whole_column_means_them(days, first):
    rows = "\n".join(f'item {nth},"{day}"' for nth, day in enumerate(days))
    report = told(f"title,finished\n{rows}\n")
    assert (report["first_finish"], report["finished"], report["problems"]) == (first, len(days), [])
    assert asked(report) == []


def test_what_came_before_what_settles_the_order_of_day_and_month():
    rows = "title,created,finished\n" + "".join(f"t{n},0{n}/08/2026,0{n + 1}/08/2026\n" for n in (2, 3, 4))
    assert asked(told(rows)) == ["date_order"]
    crossed = "title,created,finished\na,02/08/2026,05/04/2026\nb,03/08/2026,06/04/2026\n"
    assert told(crossed)["first_finish"] == "2026-05-04"


def test_two_rows_with_one_reference_are_told():
    report = told("id,title\n1,a\n2,b\n1,c\n")
    assert (report["waiting"], report["problems"][0]["line"], report["problems"][0]["column"]) == (2, 4, "reference")


def test_a_start_after_the_finish_is_the_finish_or_none():
    report = told("title,started,finished\na,2026-09-03,2026-09-02\nb,2026-09-09,2026-09-02\nc,2026-09-01,2026-09-02\n")
    assert (report["finished"], report["with_start"], len(report["problems"])) == (3, 2, 1)


@pytest.mark.parametrize(
    ("end", "finished", "reason"), [(2, 2, "no day or time"), (13, 2, "breaks off"), (24, 2, "breaks off")]
)
def test_a_row_that_breaks_off_is_told(end, finished, reason):
    rows = "id,title,state,finished\n" + "".join(f"{n},title {n},done,2026-09-0{n}\n" for n in (1, 2, 3))
    report = told(rows[:-end], finished_undated="leave_out")
    assert (report["rows"], report["finished"]) == (3, finished)
    assert [problem["line"] for problem in report["problems"]] == [4]
    assert reason in report["problems"][0]["reason"]


def test_a_quoted_cell_that_never_ends_is_told():
    report = told('id,title,words\n1,a,"fine"\n2,b,"broken\noff here')
    assert (report["rows"], report["waiting"], report["problems"][0]["line"]) == (2, 1, 3)


def test_a_file_that_begins_with_the_newest_can_be_turned_round():
    rows = "id,title,created\n" + "".join(f"{n},t{n},2026-09-0{n}\n" for n in (4, 3, 2, 1))
    assert (asked(told(rows)), told(rows)["order"]) == (["order"], ["4", "3", "2", "1"])
    assert told(rows, order="turned")["order"] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "headings",
    [
        "ID,Summary,Status,Project",
        "ID,Subject,Type,Status",
        "Key,Summary,Status",
        "Summary,Type,Status",
        "ID,Title,State,URL",
    ],
)
def test_headings_that_any_tool_may_have_are_of_no_known_tool(headings):
    cells = ",".join(["7", "a title", "done", "x"][: headings.count(",") + 1])
    assert told(f"{headings}\n{cells}\n")["kind"] == "csv"


def test_a_line_below_the_table_is_no_item():
    report = told("id,title,state\n1,a,done\n2,,open\nExported by Ada,,\n", finished_undated="without_day")
    assert (report["rows"], counts(report), report["order"]) == (3, (1, 0, 1, 0), ["2"])
    assert [problem["line"] for problem in report["problems"]] == [4]


# D10
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("20.11.2026", "2026-11-20"),
        ("20/Sept/26 9:15 AM", "2026-09-20T09:15:00"),
        ("20/Okt/26 9:15 AM", "2026-10-20T09:15:00"),
        ("２０２６-１１-２０", "2026-11-20"),
        ("٢٠/١١/٢٠٢٦", "2026-11-20"),
    ],
)
def test_a_date_that_says_its_order_asks_nothing(written, meant):
    report = told(f"Title,Status,Finished\nMap,done,{written}\n")
    assert (asked(report), report["last_finish"]) == ([], meant)


# I4
def test_lines_that_end_in_a_carriage_return_tell_the_delimiter_by_themselves():
    report = told('Title,Words\rMap,"a;b;c;d;e"\rTax,"f;g;h;i"\r')
    assert report["order"] == ["Map", "Tax"]
