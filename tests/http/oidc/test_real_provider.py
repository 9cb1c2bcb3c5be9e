"""Sign-in with a real provider: oidc-provider from npm, which is certified and which nobody here wrote."""

import hashlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import requests

from tests.house.source import ROOT
from tests.parts import program

pytestmark = pytest.mark.node

HERE = Path(__file__).parent
BACK = "http://localhost/oidc/back"


@pytest.fixture(scope="module")
def packages() -> Path:
    """The packages of the lock file, kept between runs. They are whole as soon as the folder is there: several workers may want
    them at the same time."""
    lock = HERE / "package-lock.json"
    folder = ROOT / "build" / f"oidc-provider-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    if not folder.is_dir():
        folder.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="oidc-provider-", dir=folder.parent) as draft:
            made = Path(draft) / "whole"
            made.mkdir()
            for name in ("package.json", lock.name):
                shutil.copyfile(HERE / name, made / name)
            npm = [str(program("npm")), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            subprocess.run(npm, cwd=made, check=True, timeout=120)
            with suppress(OSError):  # Another worker was first.
                made.rename(folder)
    return folder


@contextmanager
def running(packages: Path, back: str) -> Iterator[str]:
    command = [str(program("node")), str(HERE / "provider.mjs"), str(packages), back]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout
            yield next(line.strip() for line in process.stdout if line.startswith("http"))
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def issuer(packages) -> Iterator[str]:
    with running(packages, BACK) as address:
        yield address


def log_in(address: str, name: str) -> str:
    """Go through the provider's pages as a browser does; where it leads back to."""
    with requests.Session() as browser:
        answer = browser.get(address, allow_redirects=False, timeout=10)
        for _ in range(12):
            if answer.is_redirect:
                address = urljoin(address, answer.headers["Location"])
                if address.startswith(BACK):
                    return address
                answer = browser.get(address, allow_redirects=False, timeout=10)
            else:
                prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)[1]
                action = re.search(r'action="([^"]+)"', answer.text)[1]
                typed = {"prompt": prompt, "login": name, "password": "any"}
                address = urljoin(address, action)
                answer = browser.post(address, typed, allow_redirects=False, timeout=10)
    raise AssertionError(f"the provider stays at {address}")


def entered(site, name, browser=None):
    browser = browser or site.browser()
    begun = browser.get("/oidc/begin").headers["Location"]
    back = urlsplit(log_in(begun, name))
    return browser.get(f"{back.path}?{back.query}")


def test_a_person_with_an_account_comes_in(site, know, issuer, cast):
    know(issuer)
    browser = site.browser()
    assert entered(site, "alice", browser).status_code == 303
    assert "Alice" in browser.get("/account").text


def test_an_address_that_the_provider_has_not_checked_is_refused(site, know, issuer):
    know(issuer)
    answer = entered(site, "carol")
    assert (answer.status_code, "has not checked your e-mail address" in answer.text) == (403, True)


def test_a_group_gives_an_account(site, know, issuer, cast):
    know(issuer, OIDC_GROUPS=f"developers={cast.team}:member")
    browser = site.browser()
    assert entered(site, "nora", browser).status_code == 303
    assert "Tigers" in browser.get("/", follow_redirects=True).text


def test_the_code_of_a_sign_in_works_once(site, know, issuer):
    know(issuer)
    browser = site.browser()
    back = urlsplit(log_in(browser.get("/oidc/begin").headers["Location"], "alice"))
    kept = browser.client.get_cookie("topmost").value
    assert browser.get(f"{back.path}?{back.query}").status_code == 303
    again = site.browser()
    again.client.set_cookie("topmost", kept)
    assert again.get(f"{back.path}?{back.query}").status_code == 403


def test_check_finds_the_client_well_and_names_a_wrong_secret(site, know, issuer):
    know(issuer)
    said = site.app.test_cli_runner().invoke(args=("oidc", "check"))
    assert "The provider answers, and knows the client." in said.output
    know(issuer, secret="a wrong secret")
    said = site.app.test_cli_runner().invoke(args=("oidc", "check"))
    assert "It refuses the client: invalid_client" in said.stderr
