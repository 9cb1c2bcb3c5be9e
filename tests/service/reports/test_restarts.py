"""A start that follows no clean stop is counted and logged."""

import logging
import signal
import sqlite3
from contextlib import closing

import pytest

from queue_app.service.reports.restarts import FILE, noted_run, unexpected_restarts
from queue_app.usecases.transaction import utc_now
from tests.service.started import address_said_by, status


def runs(folder):
    with noted_run(folder, utc_now()):
        pass


def crashes(folder):
    with pytest.raises(RuntimeError), noted_run(folder, utc_now()):
        raise RuntimeError


def test_a_clean_stop_is_no_crash(tmp_path, caplog):
    for _ in range(3):
        runs(tmp_path)
    assert (unexpected_restarts(tmp_path), caplog.messages) == (0, [])


def test_a_start_after_a_crash_is_counted_and_said_once(tmp_path, caplog):
    crashes(tmp_path)
    assert unexpected_restarts(tmp_path) == 0, "nobody started again"
    for _ in range(2):
        runs(tmp_path)
    assert unexpected_restarts(tmp_path) == 1
    (said,) = caplog.messages
    assert said.endswith("did not stop as it should. Unexpected restarts so far: 1.")


def test_a_second_server_in_the_folder_is_no_crash(tmp_path, caplog):
    with noted_run(tmp_path, utc_now()):
        runs(tmp_path)
    runs(tmp_path)
    assert (unexpected_restarts(tmp_path), caplog.messages) == (0, [])


@pytest.mark.parametrize("content", ["", "{", '{"running": tr', "[1]"])
def test_a_file_that_was_cut_off_begins_again(tmp_path, content):
    (tmp_path / FILE).write_text(content)
    runs(tmp_path)
    assert unexpected_restarts(tmp_path) == 0


def test_a_folder_that_takes_no_file_stops_nobody(tmp_path, caplog):
    caplog.set_level(logging.WARNING)
    runs(tmp_path / "none")
    assert caplog.messages[0].startswith("Unexpected restarts are not counted")


def test_a_server_that_was_killed_is_counted_by_the_next_one(start, tmp_path):
    killed = start()
    address_said_by(killed)
    killed.kill()
    killed.wait()
    process = start()
    assert "did not stop as it should" in process.stdout.readline()
    assert status(address_said_by(process)) < 500
    assert unexpected_restarts(tmp_path / "data") == 1
    asked_to_stop = f"{utc_now():%F %T}"
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=15) == 0
    with closing(sqlite3.connect(tmp_path / "data" / "topmost.sqlite3")) as database:
        (last,) = database.execute("SELECT at FROM life_sign").fetchone()
    assert last >= asked_to_stop, "a stop gives the last sign of life"
