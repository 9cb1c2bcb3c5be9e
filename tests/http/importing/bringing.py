"""Bringing a file in a browser: the upload, and what the form of its preview would send."""

import io
import re
from typing import Any

from werkzeug.test import TestResponse

from tests.http.site import Browser, Site


def start(site: Site) -> str:
    return f"/teams/{site.cast.team}/import"


def bring(site: Site, browser: Browser, content: str | bytes, name: str = "work.csv") -> TestResponse:
    raw = content.encode() if isinstance(content, str) else content
    answer = browser.post(start(site), {"file": (io.BytesIO(raw), name)}, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # The client keeps a large body in a file and leaves it open.
    return answer


def brought(site: Site, browser: Browser, content: str | bytes) -> str:
    """The address of the preview."""
    answer = bring(site, browser, content)
    assert answer.status_code == 303
    return str(answer.location)


def choices(page: TestResponse) -> dict[str, Any]:
    """What the form of a preview would send, as it stands."""
    selects = re.findall(r'<select class="input" id="(\w+)".*?</select>', page.text, re.DOTALL)
    found = {}
    for name in selects:
        (body,) = re.findall(rf'<select class="input" id="{name}".*?</select>', page.text, re.DOTALL)
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        found[name] = chosen.group(1) if chosen else ""
    (zone,) = re.findall(r'name="zone"[^>]*value="([^"]*)"', page.text)
    return found | {"zone": zone}
