"""Unusual exports of tools: their own marks in cells, other headings, parts that other files lack."""

import pytest

from tests.domain.importing.looking.told import asked, counts, told


def test_each_label_of_trellos_table_loses_its_colour():
    rows = 'A,c1,To Do,"web (green),api (none)"\nB,c2,Done,chore (light_red)\n'
    report = told("Card Name,Card ID,List Name,Labels\n" + rows)
    assert (report["kind"], report["areas"]) == ("trello", 3)


def test_numbers_that_a_spreadsheet_shortened_are_no_references():
    head = "Task ID,Created At,Completed At,Name,Section/Column,Projects\n"
    report = told(
        head + "1.2E+15,2026-09-01,,A,Doing,P\n1.2E+15,2026-09-01,2026-09-02,B,,P\n1.2E+15,2026-09-01,,C,,P\n"
    )
    assert (counts(report), report["order"]) == ((1, 1, 1, 0), ["C"])
    assert [problem["column"] for problem in report["problems"]] == ["reference"]


def test_develop_is_work_in_youtrack():
    rows = "A-1,A,Backlog,P\nA-2,B,Develop,P\nA-3,C,Review,P\n"
    assert counts(told("Issue Id,Summary,Stage,Project\n" + rows)) == (1, 2, 0, 0)


@pytest.mark.parametrize("name", ["ID", "Item ID", "Ticket"])
def test_stages_follow_an_id_of_any_name(name):
    rows = "1,One,01/15/2026,01/16/2026,01/19/2026\n2,Two,01/15/2026,,\n3,Three,01/15/2026,01/17/2026,\n"
    report = told(f"{name},Title,Backlog,Development,Closed\n{rows}")
    assert (report["kind"], counts(report), report["with_start"]) == ("actionableagile", (1, 1, 1, 0), 2)


def test_a_tree_of_azure_devops_in_french():
    head = '"ID","Type d\'élément de travail","Titre 1","Titre 2","État","Balises"\n'
    report = told(head + '"1","Epic","Boutique",,"Nouveau",\n"2","Tâche",,"Payer","Actif","web; api"\n')
    assert (report["kind"], counts(report), report["areas"]) == ("azure_devops", (1, 1, 0, 0), 2)


def test_a_work_item_without_a_close_date_closed_when_its_state_changed():
    fields = {"System.Title": "A", "System.State": "Closed", "System.ChangedDate": "2026-03-01T00:00:00Z"}
    fields["Microsoft.VSTS.Common.StateChangeDate"] = "2026-02-01T00:00:00Z"
    report = told({"value": [{"id": 1, "fields": fields}]})
    assert report["first_finish"] == "2026-02-01T00:00:00Z"


def test_asana_names_what_a_task_waits_for_by_its_title():
    head = "Task ID,Name,Section/Column,Projects,Blocked By (Dependencies)\n"
    assert told(head + '1,"Ask, then pay",,P,\n2,B,,P,"Ask, then pay"\n3,C,,P,"B,D"\n')["waits"] == 2


def test_gitlab_tells_a_work_item_in_parts():
    parts = [{"status": {"name": "Building", "category": "IN_PROGRESS"}}, {"labels": {"nodes": [{"title": "web"}]}}]
    parts += [{"assignees": {"nodes": [{"name": "Ada"}]}}]
    dropped = {"iid": "2", "title": "B", "state": "CLOSED", "widgets": [{"status": {"category": "CANCELED"}}]}
    nodes = [{"iid": "1", "title": "A", "state": "OPEN", "widgets": parts}, dropped]
    report = told({"data": {"project": {"workItems": {"nodes": nodes}}}})
    assert (counts(report), report["people"], report["areas"]) == ((0, 1, 0, 1), 1, 1)


def test_gitlabs_table_may_have_a_status_beside_the_state():
    rows = "7,A,Open,u,In progress\n8,B,Closed,u,Won't do\n9,C,Open,u,To do\n"
    assert counts(told("IID,Title,State,URL,Status\n" + rows)) == (1, 1, 0, 1)


def test_two_tasks_of_kanboard_may_have_the_same_reference_outside():
    rows = "1,ERP-1,Open,S,Backlog,1,A\n2,ERP-1,Open,S,Backlog,2,B\n3,ERP-2,Open,S,Backlog,3,C\n"
    report = told("Task Id,Reference,Status,Swimlane,Column,Position,Title\n" + rows)
    assert (report["order"], report["problems"]) == (["1", "2", "ERP-2"], [])


def test_the_export_of_a_gitlab_project_has_labels_in_links():
    record = '{"iid": 1, "title": "A", "state": "opened", "label_links": [{"label": {"title": "web"}}]}\n'
    assert told(record + record.replace("1", "2"))["areas"] == 1


def test_pages_in_one_list_are_one_list():
    issue = {"title": "A", "state": "open", "url": "https://github.com/o/r/issues/1"}
    report = told([[{**issue, "number": 3}], [{**issue, "number": 2}, {**issue, "number": 1}]])
    assert (report["kind"], report["rows"], report["waiting"]) == ("github", 3, 3)


BOARD = {"cards": [{"id": f"c{n}", "name": "A", "idList": f"l{n}"} for n in range(4)], "actions": []}


@pytest.mark.parametrize(
    ("names", "right"),
    [
        (("Pendiente", "Listo", "Haciendo", "Hecho"), (2, 1, 1, 0)),
        (("Pendiente", "Próximo", "Haciendo", "Listo"), (2, 1, 1, 0)),
    ],
)
def test_a_word_for_done_is_ready_where_another_list_is_done(names, right):
    lists = [{"id": f"l{n}", "name": name, "pos": n} for n, name in enumerate(names)]
    assert counts(told(BOARD | {"lists": lists})) == right


def test_openprojects_days_are_plans():
    head = "ID,Subject,Type,Status,Accountable,Updated on,Start date,Finish date\n"
    report = told(
        head + "1,A,Task,Closed,,2026-11-05,2026-11-01,2026-12-24\n2,B,Task,New,,2026-11-05,2026-12-01,2026-12-24\n"
    )
    assert (report["first_finish"], report["with_start"]) == ("2026-11-05", 0)
    assert report["left_out"]["Finish date"] == 2


PLANNED = "Task,Status,Start,End,Updated\nA,To do,2026-12-01,2026-12-05,\nB,In progress,2026-11-01,2026-12-08,\n"


def test_days_that_come_before_their_time_are_plans():
    rows = "C,To do,2026-12-01,2026-12-05,\nD,Done,2026-10-01,2026-10-08,2026-10-20\nE,Done,2026-10-01,2026-10-09,\n"
    report = told(PLANNED + rows)
    assert (counts(report), report["with_start"], asked(report)) == ((2, 1, 2, 0), 0, [])
    assert (report["first_finish"], report["last_finish"]) == ("2026-10-09", "2026-10-20")
    chosen = told(PLANNED + rows, columns={"finished": "End"})
    assert chosen["last_finish"] == "2026-10-09"


@pytest.mark.parametrize("empty", ["null", "-", "N/A", "none"])
def test_a_word_for_nothing_is_no_day(empty):
    report = told(
        f"Task Name,Status,Date Created,Date Done\nA,complete,2026-09-10,2026-09-11\nB,to do,{empty},{empty}\n"
    )
    assert (counts(report), report["first_finish"], report["problems"]) == ((1, 0, 1, 0), "2026-09-11", [])
    assert counts(told(f"Task,Finished\nA,2026-09-11\nB,{empty}\n")) == (1, 0, 1, 0)


def test_a_spreadsheets_day_has_a_comma_before_its_hours():
    report = told("Title;Created;Done\nA;46346,5;46350,25\nB;46347,5;\n")
    assert (counts(report), report["first_finish"]) == ((1, 0, 1, 0), "2026-11-24T06:00:00")


def test_headings_that_come_again_are_no_rows():
    groups = "To do\nName,Person,Status\nA,Ada,Working on it\n\nCompleted\nName,Person,Status\nB,Ada,Done\n"
    report = told(groups)
    assert (report["rows"], counts(report)) == (2, (0, 1, 1, 0))
    table = "Title,Status\nA,To do\nB,\n"
    assert told(table + table.replace("A", "C"))["rows"] == 4


def test_the_ruler_of_a_markdown_table_is_no_row():
    report = told("| ID | Title | State |\n|---|:---|---:|\n| 1 | A | Done |\n| 2 | B | To do |\n")
    assert (report["rows"], counts(report)) == (2, (1, 0, 1, 0))


def test_titles_stand_in_a_column_that_is_full():
    rows = "12\tOPEN\tFix it\tbug, web, mobile\t2026-09-01T00:00:00Z\n11\tOPEN\tOther\t\t2026-09-02T00:00:00Z\n"
    assert told(rows)["order"] == ["Fix it", "Other"]
