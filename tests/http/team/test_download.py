"""The download of a team: a file with a name, sent in pieces, for managers; written down where security is."""

import json
import logging

import pytest

from queue_app.usecases.transaction import utc_now
from tests.every_verb import everything
from tests.exports import bring, differences, export
from tests.http.site import Site


def test_a_manager_takes_the_team_along(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    bob = site.browser(site.cast.bob)
    everything(site.cast)
    team = f"/teams/{site.cast.team}"
    page = bob.get(f"{team}/team/links")
    for name in ("export.json", "export.csv"):
        assert f'href="{team}/{name}"' in page.text
    with caplog.at_level(logging.INFO, "topmost.security"):
        answer = bob.get(f"{team}/export.json")
    assert answer.is_streamed
    assert answer.headers["Content-Disposition"].startswith(f"attachment; filename=Tigers-{utc_now().year}-")
    assert "no-store" in answer.headers["Cache-Control"]
    document = json.loads(answer.text)
    assert differences(document, export(site.cast)) == []
    assert [line for line in caplog.messages if line.startswith("export ")] == [
        f"export team={site.cast.team} by={site.cast.bob}"
    ]
    table = bob.get(f"{team}/export.csv")
    assert table.mimetype == "text/csv"
    assert len(table.text.splitlines()) == 1 + len(document["items"])
    assert bring(site.cast, document) is not None
