"""Style sheets and scripts: one style sheet, kept for a year, and small enough."""

import gzip
import re
from itertools import chain

import pytest
from flask import Flask
from flask.testing import FlaskClient

from queue_app.web.html.assets import OF_ONE_PAGE, SHEETS, STATIC, Assets


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets()


@pytest.fixture
def browser(assets: Assets) -> FlaskClient:
    app = Flask(__name__, static_folder=None)
    app.register_blueprint(assets.blueprint())
    return app.test_client()


def test_every_style_sheet_is_in_one_that_is_served():
    assert sorted(path.stem for path in (STATIC / "css").glob("*.css")) == sorted(chain(*SHEETS.values()))


def test_every_file_that_a_template_asks_for_is_served(assets: Assets):
    templates = (STATIC.parent / "templates").rglob("*.html")
    asked = {name for path in templates for name in re.findall(r"""asset\(['"]([^'"]+)""", path.read_text())}
    assert asked - assets.files.keys() == set()


def test_the_present_content_is_kept_for_a_year(browser: FlaskClient, assets: Assets):
    answer = browser.get(f"/assets/{assets.digest}/style.css", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.mimetype == "text/css"
    assert gzip.decompress(answer.data) == assets.files["style.css"].body


def test_a_browser_that_cannot_unpack_gets_it_plain(browser: FlaskClient, assets: Assets):
    answer = browser.get(f"/assets/{assets.digest}/icons.svg", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in answer.headers
    assert answer.data.startswith(b"<svg")


def test_a_page_of_an_older_version_gets_the_present_file_and_does_not_keep_it(browser: FlaskClient):
    answer = browser.get("/assets/000000000000/style.css")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["secret", "../config.py", "css/tokens.css", "js"])
def test_nothing_else_is_served(browser: FlaskClient, assets: Assets, name: str):
    assert browser.get(f"/assets/{assets.digest}/{name}").status_code == 404


def test_the_address_changes_with_the_content(tmp_path, assets: Assets):
    for path in STATIC.rglob("*.*"):
        copy = tmp_path / path.relative_to(STATIC)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    assert Assets(tmp_path).digest == assets.digest
    with (tmp_path / "css" / "base.css").open("a") as sheet:
        sheet.write("p { margin: 1px; }\n")
    assert Assets(tmp_path).digest != assets.digest


def test_the_styles_and_scripts_of_a_page_are_within_32_kb_and_a_further_sheet_within_2_more(assets: Assets):
    sizes = {name: len(asset.packed) for name, asset in assets.files.items() if name.endswith((".css", ".js"))}
    assert max(sizes.pop(name) for name in list(sizes) if name.startswith(OF_ONE_PAGE)) <= 1024
    assert max(sizes.pop(sheet) for sheet in SHEETS if sheet != "style.css") <= 2 * 1024
    assert sum(sizes.values()) <= 32 * 1024


def test_comments_go_and_words_stay(tmp_path):
    texts = {
        "css/tokens.css": ".a :is(b, i) { margin: 0 0.5rem 10.5px; }  /* why */",
        "js/a.js": "// Why.\nsay('a // b'); // why\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    for path in (STATIC / "css").glob("*.css"):
        (tmp_path / "css" / path.name).touch()
    files = Assets(tmp_path).files
    assert files["style.css"].body == b".a :is(b,i){margin:0 .5rem 10.5px}"
    assert files["js/a.js"].body == b"say('a // b');\n"


def test_no_style_reaches_out():
    for path in (STATIC / "css").glob("*.css"):
        text = path.read_text()
        assert "url(" not in text, path
        assert "@import" not in text, path
