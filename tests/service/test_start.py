"""What a start loads. Almost all its time is that of imports, so they are counted. pyproject.toml lists what is imported late."""

import re
import signal
import sys
import tomllib
from pathlib import Path

from tests.service.started import status

SETTINGS = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
LATE = set(SETTINGS["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-module-level-imports"])
OF_POSTGRES = {"psycopg", "queue_app.store.db.postgres"}
MOST = {"sqlite": 480, "postgresql": 570}
"""Modules of other packages: 460 and 545 when this was written."""

_ADDRESS = re.compile(r"listens at http://(\S+)")
_IMPORTED = re.compile(r"^import time: +\d+ \| +\d+ \| +(\S+)$", re.MULTILINE)


def test_a_start_loads_little_of_other_packages_and_nothing_that_few_requests_need(start, doors, database_url):  # R8
    """Counted by the interpreter, in the real server on a database that is there already."""
    process = start("-X", "importtime", "wsgi.py", DATABASE_URL=database_url)
    said = ""
    while not (address := _ADDRESS.search(said)):
        line = process.stdout.readline()
        assert line, said
        said += line
    assert status(address[1], "/readyz") == 200
    process.send_signal(signal.SIGTERM)
    loaded = set(_IMPORTED.findall(said + process.stdout.read()))
    assert "queue_app.web.queue" in loaded, "this is the list of a whole start"
    late = LATE - OF_POSTGRES if "postgresql" in database_url else LATE
    assert not {module for module in loaded if {module, module.split(".")[0]} & late}
    others = {module for module in loaded if module.split(".")[0] not in {"queue_app", *sys.stdlib_module_names}}
    assert len(others) <= MOST[doors.engine.dialect.name], len(others)
