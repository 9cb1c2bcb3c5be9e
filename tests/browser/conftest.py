"""A real Chromium, and the stage whose pages it opens."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page

from queue_app.store.db.engine import Doors
from tests.browser.installation import Installation, installed
from tests.browser.serving import serving
from tests.browser.stage import Stage
from tests.conftest import PAGES_ON, opened
from tests.parts import chromium

EXPECTED = "Failed to load resource"  # A refused or lost move, which some tests cause on purpose.


@pytest.fixture(params=PAGES_ON)
def doors(request: pytest.FixtureRequest) -> Iterator[Doors]:
    yield from opened(request)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {**browser_type_launch_args, "executable_path": chromium(), "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def _served() -> Iterator[tuple[Stage, str]]:
    stage = Stage()
    with serving(stage.app) as address:
        yield stage, address


@pytest.fixture
def stage(_served: tuple[Stage, str]) -> Stage:
    _served[0].clear()
    return _served[0]


@pytest.fixture(scope="session")
def base_url(_served: tuple[Stage, str]) -> str:
    return _served[1]


@pytest.fixture(scope="session")
def _kept(browser: Browser) -> Iterator[list[Page]]:
    """The clean page for the next test, if there is one."""
    kept: list[Page] = []
    yield kept
    for page in kept:
        page.context.close()


@pytest.fixture
def page(
    request: pytest.FixtureRequest, browser: Browser, browser_context_args: dict, _kept: list[Page]
) -> Iterator[Page]:
    """A clean page. Tests reuse it, because a new page takes three times as long as a visit. After a failure, or after a test
    that stopped its clock, it is closed."""
    own, failed = "clock" in request.fixturenames, request.session.testsfailed
    page = _kept.pop() if _kept and not own else browser.new_context(**browser_context_args).new_page()
    yield page
    if own or request.session.testsfailed > failed:
        page.context.close()
    else:
        forget(page)
        _kept.append(page)


@pytest.fixture
def clock(page: Page):
    """The clock of a page that no other test gets: once installed, the clock never runs normally again."""
    return page.clock


def forget(page: Page) -> None:
    """Reset the page to the state of a new one."""
    page.unroute_all(behavior="ignoreErrors")
    page.goto("/blank")  # Only after that has the previous page stored its data.
    page.evaluate("sessionStorage.clear(), localStorage.clear()")
    assert "[native code]" in page.evaluate("String(Date)"), "a test that sets the clock asks for the fixture `clock`"
    page.context.clear_cookies()
    page.mouse.move(0, 0)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.emulate_media(
        media="screen",
        color_scheme="light",
        reduced_motion="no-preference",
        forced_colors="none",
        contrast="no-preference",
    )


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """Complaints of the browser: script errors, and violations of the content security policy."""
    with heard_from(page) as heard:
        yield heard


@contextmanager
def heard_from(page: Page) -> Iterator[list[str]]:
    """The page's complaints while the context is open. At the end the list must be empty."""
    heard: list[str] = []

    def failed(error: Error) -> None:
        heard.append(str(error))

    def logged(line: ConsoleMessage) -> None:
        if line.type == "error" and EXPECTED not in line.text:
            heard.append(line.text)

    page.on("pageerror", failed)
    page.on("console", logged)
    yield heard
    page.remove_listener("pageerror", failed)
    page.remove_listener("console", logged)
    assert heard == []


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """A new server in its own process. The test fails after any error in the server or in a browser."""
    with installed(tmp_path) as here:
        yield here
        assert here.faults() == ""
        assert here.complaints == []


@pytest.fixture
def order(page: Page, stage: Stage, complaints: list[str]) -> Page:
    """The queue page of the stage."""
    page.goto("/teams/1")
    return page
