"""Tables as real tools write them: other languages, other columns, other encodings, resaved by a spreadsheet."""

from contextlib import suppress
from time import process_time

import pytest

from queue_app.domain.importing.flaws import FlawedFile
from tests.domain.importing.looking.told import asked, counts, told

JIRA = {
    "Portuguese": """Resumo,Chave da item,Tipo de item,Status,Resolução,Responsável,Criado,Atualizado(a),Resolvido,Campo (Rank),Categoria do status
Corrigir,PAY-1,História,Concluído,Concluído,Ana,01/fev./26 9:00 AM,02/mar./26 9:00 AM,02/mar./26 9:00 AM,0|i1:,Itens concluídos
Nova,PAY-2,Tarefa,Em andamento,,Rui,01/fev./26 9:00 AM,05/mar./26 9:00 AM,,0|i2:,Em andamento
Antiga,PAY-3,Tarefa,Tarefas pendentes,,,01/fev./26 9:00 AM,05/mar./26 9:00 AM,,0|i0:,Itens Pendentes
Velha,PAY-4,Tarefa,Concluído,Não será feito,,01/fev./26 9:00 AM,05/mar./26 9:00 AM,06/mar./26 9:00 AM,0|i9:,Itens concluídos
""",  # noqa: E501
    "Italian": """Riepilogo,Chiave ticket,Tipo ticket,Stato,Risoluzione,Assegnatario,Creato,Risolto,Categoria di stato
A,AB-1,Task,Completato,Completato,Ada,03/set/25 9:05 AM,02/mar/26 9:00 AM,Completata
B,AB-2,Task,In corso,,Ada,03/set/25 9:05 AM,,In corso
C,AB-3,Task,Da completare,,,03/set/25 9:05 AM,,Da completare
D,AB-4,Task,Completato,Duplicato,,03/set/25 9:05 AM,03/ott/25 9:05 AM,Completata
""",
    "Dutch": """Samenvatting,Issuesleutel,Status,Oplossing,Toegewezen persoon,Gemaakt,Opgelost,Statuscategorie
A,AB-1,Gereed,Gereed,Ada,03/mrt./25 9:05 AM,02/mrt./26 9:00 AM,Gereed
B,AB-2,Bezig,,Bo,03/mei/25 9:05 AM,,Bezig
C,AB-3,Te doen,,,03/mei/25 9:05 AM,,Te doen
D,AB-4,Gereed,Dubbel,,03/mei/25 9:05 AM,04/mei/25 9:05 AM,Gereed
""",
    "Polish": """Podsumowanie;Klucz zgłoszenia;Status;Rozwiązanie;Osoba przypisana;Utworzono;Rozwiązano;Kategoria statusu
A;AB-1;Gotowe;Gotowe;Ada;03/lis/25 9:05 AM;02/mar/26 9:00 AM;Gotowe
B;AB-2;W toku;;Bo;03/lis/25 9:05 AM;;W toku
C;AB-3;Do zrobienia;;;03/lis/25 9:05 AM;;Do zrobienia
D;AB-4;Gotowe;Zduplikowane;;03/lis/25 9:05 AM;03/gru/25 9:05 AM;Gotowe
""",
    "Japanese": """要約,課題キー,課題タイプ,ステータス,解決状況,担当者,作成日,解決日,ステータス カテゴリー
A,AB-1,タスク,完了,完了,見本,2025/03/05 9:05 午前,2026/03/02 9:00 午前,完了
B,AB-2,タスク,進行中,,例田,2025/03/05 9:05 午前,,進行中
C,AB-3,タスク,To Do,,,2025/03/05 9:05 午前,,作業前
D,AB-4,タスク,完了,重複,,2025/03/05 9:05 午前,2025/03/06 1:05 午後,完了
""",
    "a language that no table knows": """Sažetak xx,Ključ xx,Vrsta,Stanje,Izrađeno,Ažurirano,Riješeno xx,Polje po mjeri (Rank),Polje po mjeri (Team),Kat
Popravi prijavu korisnika,PAY-1,T,Gotovo,12.03.2025 10:11,13.03.2026 10:11,02.03.2026 09:00,0|a:,x,Done
Dodaj novi ekran za sve,PAY-2,T,U tijeku,12.03.2025 10:11,13.03.2026 10:11,,0|b:,x,In Progress
Treća stvar koju treba,PAY-3,T,Za napraviti,12.03.2025 10:11,13.03.2026 10:11,,0|a0:,x,To Do
Stara stvar od prije,PAY-4,T,Otkazano,12.03.2025 10:11,13.03.2026 10:11,05.03.2026 09:00,0|a1:,x,Done
""",  # noqa: E501
    "resaved by a spreadsheet": """Summary;Issue key;Issue Type;Status;Resolution;Created;Resolved
A;X-1;Task;Done;Done;21/06/2025 16:14;02/03/2026 09:00
B;X-2;Task;In Review;;21/06/2025 16:14;
C;X-3;Task;To Do;;21/06/2025 16:14;
D;X-4;Task;Closed;Won't Do;21/06/2025 16:14;22/06/2025 16:14
""",
}


@pytest.mark.parametrize("language", JIRA)
def test_jira_is_read_in_any_language(language):
    report = told(JIRA[language])
    assert (report["kind"], counts(report)) == ("jira", (1, 1, 1, 1))
    assert report["first_finish"] == report["last_finish"] == "2026-03-02T09:00:00"
    assert (asked(report), report["problems"]) == ([], [])


REDMINE = {
    "Russian": (
        "cp1251",
        "#,Проект,Трекер,Статус,Приоритет,Тема,Назначена,Обновлено,Создано,Закрыта",
        ("Новый", "В работе", "Решена", "Закрыта", "Отклонена"),
    ),
    "French": (
        "iso-8859-1",
        "#,Projet,Tracker,Statut,Priorité,Sujet,Assigné à,Mis à jour,Créé,Fermé",
        ("Nouveau", "En cours", "Résolu", "Fermé", "Rejeté"),
    ),
    "German": (
        "iso-8859-1",
        "#,Projekt,Tracker,Status,Priorität,Thema,Zugewiesen an,Aktualisiert,Angelegt,Geschlossen",
        ("Neu", "In Bearbeitung", "Gelöst", "Erledigt", "Abgewiesen"),
    ),
    "Portuguese": (
        "iso-8859-1",
        "#,Projeto,Tipo,Situação,Prioridade,Título,Atribuído para,Alterado em,Criado em,Fechado",
        ("Nova", "Em andamento", "Resolvida", "Fechada", "Rejeitada"),
    ),
    "Spanish": (
        "utf-8",
        "#,Proyecto,Tipo,Estado,Prioridad,Asunto,Asignado a,Actualizado,Creado,Cerrada",
        ("Nueva", "En curso", "Resuelta", "Cerrada", "Rechazada"),
    ),
    "Polish": (
        "cp1250",
        "#,Projekt,Typ zagadnienia,Status,Priorytet,Temat,Przypisany do,Zaktualizowane,Utworzone,Zamknięte",
        ("Nowy", "W toku", "Rozwiązany", "Zamknięty", "Odrzucony"),
    ),
    "Chinese": (
        "gb18030",
        "#,项目,跟踪,状态,优先级,主题,指派给,更新于,创建于,结束日期",
        ("新建", "进行中", "已解决", "已关闭", "已拒绝"),
    ),
    "Czech": (
        "cp1250",
        "#,Projekt,Fronta,Stav,Priorita,Předmět,Přiřazeno,Aktualizováno,Vytvořeno,Uzavřeno",
        ("Nový", "Přiřazený", "Vyřešený", "Uzavřený", "Odmítnutý"),
    ),
}


@pytest.mark.parametrize("language", REDMINE)
def test_redmine_is_read_in_any_language(language):
    encoding, headings, states = REDMINE[language]
    at = "2026-11-04 10:15"
    rows = [
        f"{9 - nth},Shop,Bug,{state},Normal,Title {nth},Ada,{at},2026-11-01 10:15,{at if nth > 2 else ''}"
        for nth, state in enumerate(states)
    ]
    report = told("\n".join((headings, *rows)).encode(encoding))
    assert (report["kind"], report["encoding"], counts(report)) == ("redmine", encoding, (1, 2, 1, 1))
    assert (report["first_finish"], report["people"]) == ("2026-11-04T10:15:00", 1)


def test_azure_devops_has_trees_of_titles_and_a_line_above_the_headings():
    report = told("""Server: https://example.org/,,,,,,,,,
ID,Work Item Type,Title 1,Title 2,Title 3,Assigned To,State,Effort,Iteration Path,Board Column
1,Epic,Big thing,,,,New,,Shop\\Sprint 1,
2,Feature,,Smaller,,Ada <a@example.org>,Active,3,Shop,Doing
3,Product Backlog Item,,,Leaf,Ada <a@example.org>,Removed,3,Shop,Done
""")
    assert (report["kind"], counts(report), report["order"]) == ("azure_devops", (1, 1, 0, 1), ["1"])
    assert asked(report) == ["containers"]
    assert report["left_out"] == {"Iteration Path": 3, "Effort": 2, "Board Column": 2}


def test_linear_has_states_of_a_team_and_times_in_iso():
    report = told("""ID,Team,Title,Status,Project ID,Assignee,Labels,Cycle Number,Created,Started,Completed,Canceled,Archived
E-1,ENG,A,Quality gate,,bo,Bug,,2026-08-01T10:00:00.123Z,2026-08-02T10:00:00.000Z,,,
E-2,ENG,B,Shaping,,bo,Bug,,2026-08-01T10:00:00.000Z,,,,
E-3,ENG,C,Done,,bo,"Bug, UI",,2026-08-01T10:00:00.000Z,2026-08-01T10:00:00.000Z,2026-08-03T10:00:00.456Z,,
""")
    assert (report["kind"], counts(report), report["with_start"]) == ("linear", (1, 1, 1, 0), 2)
    assert report["last_finish"] == "2026-08-03T10:00:00Z"
    assert report["questions"][0]["proposed"] == {"Shaping": "waiting"}


def test_kanboard_in_german():
    report = told("""Aufgaben-ID,Status,Zuständiger Name,Kategorie,Swimlane,Spalte,Position,Erstellungsdatum,Startdatum,Fertigstellungsdatum,Titel
1,Geschlossen,Bo,Web,Standard,Erledigt,1,08.09.2026 23:08,11.09.2026 21:15,19.09.2026 02:26,Eins
2,Offen,,Web,Standard,Backlog,1,08.09.2026 23:08,,,Zwei
3,Offen,,Web,Standard,In Arbeit,1,08.09.2026 23:08,,,Drei
""")  # noqa: E501
    assert (report["kind"], counts(report), report["with_start"]) == ("kanboard", (1, 1, 1, 0), 1)


def test_asana_in_german():
    report = told("""Aufgaben-ID,Erstellt am,Abgeschlossen am,Name,Abschnitt/Spalte,Zuständige Person,Tags,Notizen,Projekte
1201143000000001,2026-09-09,2026-09-16,Eins,Erledigt,Cleo,,,Shop
1201143000000002,2026-09-09,,Zwei,In Bearbeitung,Cleo,,,Shop
1201143000000003,2026-09-09,,Drei,Ideen,Cleo,,,Shop
""")
    assert (report["kind"], counts(report), report["order"]) == ("asana", (1, 1, 1, 0), ["1201143000000003"])


def test_bugzilla_with_long_headings_and_quotes():
    report = told("""Bug ID,Product,Component,Assignee,Status,Resolution,Summary,Changed
1,Core,DOM,"Nobody; OK to take it",NEW,---,"say ""hi"" now",2026-09-10 08:13:29
2,Core,CSS,Ada,RESOLVED,FIXED,x,2026-09-11 08:13:29
3,Core,CSS,Ada,RESOLVED,WORKSFORME,y,2026-09-11 08:13:29
""")
    assert (report["kind"], counts(report), report["people"]) == ("bugzilla", (1, 0, 1, 1), 1)


def test_the_table_of_a_github_project():
    report = told(
        "Title\tURL\tAssignees\tStatus\tLabels\n"
        "A\thttps://github.com/o/r/issues/1\tada, bo\tTodo\tbug, ui\n"
        "B\thttps://github.com/o/r/issues/2\tada\tIn Progress\t\n"
        "C\thttps://github.com/o/r/pull/3\t\tDone\t\n"
    )
    assert (report["kind"], counts(report)) == ("github", (1, 1, 0, 0))
    assert (report["people"], report["areas"], report["left_out"]["pull requests"]) == (2, 2, 1)


def test_pivotal_epics_are_no_work():
    report = told("""Id,Story,Labels,Story Type,Current State,Created at,Accepted at,Owned By,Note
1,An epic,x,epic,,"Nov 19, 2015",,,
2,A story,x,feature,accepted,"Nov 19, 2015","Nov 22, 2015",Bo,well
""")
    assert (report["kind"], report["rows"], counts(report)) == ("pivotal", 2, (0, 0, 1, 0))
    assert report["left_out"]["epics"] == 1


def test_stages_of_actionableagile_in_local_days():
    report = told("""ID,Link,Title,Ready,In Dev,In Test,Done,Blocked Days,Type
A1,http://x,Foo,01/09/2026,02/09/2026,,14/09/2026,0,Story
A2,http://x,Bar,03/09/2026,,,,0,Story
A3,http://x,Baz,03/09/2026,04/09/2026,,,2,Story
""")
    assert (report["kind"], counts(report), report["with_start"]) == ("actionableagile", (1, 1, 1, 0), 2)
    assert (report["last_finish"], asked(report)) == ("2026-09-14", [])


def test_a_finish_under_an_unknown_heading_is_found_and_asked_about():
    rows = """Task Id,Status,Swimlane,Column,Position,Ympyrän päivä,Title
1,Closed,Default,Done,1,2026-09-19 02:26,One
2,Open,Default,Backlog,1,,Two
3,Closed,Default,Done,2,2026-09-20 02:26,Three
"""
    report = told(rows)
    assert (report["kind"], report["last_finish"], asked(report)) == ("kanboard", "2026-09-20T02:26:00", ["columns"])
    answered = told(rows, columns={"finished": "Ympyrän päivä"})
    assert (answered["last_finish"], asked(answered)) == ("2026-09-20T02:26:00", [])
    assert asked(told(rows, columns={"finished": ""})) == ["finished_undated"]


def test_a_spreadsheet_of_jira_server_is_a_page_with_a_table():
    report = told("""<html><head><style>td {}</style></head><body><table><tr><td>Displaying 2 issues</td></tr></table>
<table id="issuetable"><thead><tr><th>Issue Type</th><th>Key</th><th>Summary</th><th>Status</th>
<th>Resolution</th><th>Resolved</th></tr>
<tr><td>Bug</td>
<td><a href="x">DEP-1</a></td><td>Fish &amp; chips<br>twice</td><td>Closed</td><td>Fixed</td><td>21/Sep/26 8:45 PM</td></tr>
<tr><td>Bug</td><td>DEP-2</td><td>B</td><td>Open</td><td>Unresolved</td><td>&nbsp;</td></tr></table></body></html>""")
    assert (report["kind"], counts(report), report["order"]) == ("jira", (1, 0, 1, 0), ["DEP-2"])
    assert (report["last_finish"], report["problems"]) == ("2026-09-21T20:45:00", [])


@pytest.mark.parametrize(
    "again", ["<td>", "<tr>", "<table>", "<tr><td>a</td>", "<td <td ", "<!--", "<br>", "<a ", "&#"]
)
def test_no_page_takes_long(again):
    begun = process_time()
    with suppress(FlawedFile):
        told("<html><table><tr><td>title</td></tr><tr><td>" + again * (200_000 // len(again)))
    assert process_time() - begun < 10
