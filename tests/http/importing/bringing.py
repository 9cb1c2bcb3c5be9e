"""Import a file in a browser: the upload, and what the form of its preview would send."""

import io
from pathlib import Path
from typing import Any

from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.http.reading import Shown
from tests.http.site import Browser, Site

EXPORTS = Path(__file__).parents[2] / "domain/importing/exports"


def start(site: Site) -> str:
    return f"/teams/{site.cast.team}/import"


def bring(site: Site, browser: Browser, content: str | bytes, name: str = "work.csv", **further: Any) -> TestResponse:
    raw = content.encode() if isinstance(content, str) else content
    sent = {"file": (io.BytesIO(raw), name), **further}
    answer = browser.post(start(site), sent, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # The client keeps a large body in a file and leaves it open.
    return answer


def brought(site: Site, browser: Browser, content: str | bytes, name: str = "work.csv") -> str:
    """The address of the preview."""
    answer = bring(site, browser, content, name)
    assert answer.status_code == 303, Shown(answer).words
    return str(answer.location)


def pasted(site: Site, browser: Browser, text: str) -> str:
    """The address of the preview of pasted text."""
    answer = browser.post(start(site), {"text": text}, content_type="multipart/form-data")
    assert answer.status_code == 303, Shown(answer).words
    return str(answer.location)


def choices(page: TestResponse) -> MultiDict[str, str]:
    """What the unchanged form of a preview would send."""
    form = next(form for form in Shown(page).forms if "zone" in dict(form.fields))
    return MultiDict((name, value) for name, value in form.fields if name != "csrf_token")
