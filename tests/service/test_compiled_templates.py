"""Compiled templates are cached for the next process. A file that is not signed with our secret is never run."""

from functools import wraps

import pytest

from config import ENVIRONMENTS
from queue_app.app import create_app

SECRET = "the secret of this installation, and of no other"


@pytest.fixture
def made(tmp_path):
    """Makes the application of the next process, in the same folder."""

    def make(secret=SECRET):
        url = f"sqlite:///{tmp_path / 'nobody.sqlite3'}"
        settings = {"DATABASE_URL": url, "TOPMOST_DATA": str(tmp_path), "SECRET_KEY": secret}
        return create_app(ENVIRONMENTS["production"](settings))

    return make


@pytest.fixture
def kept(tmp_path, made):
    """The files that the first process kept."""
    _drawn(made())
    files = sorted((tmp_path / "templates").iterdir())
    assert len(files) > 1
    return files


def _drawn(app):
    """The number of templates that were compiled for a page."""
    compiled, compile_template = [], app.jinja_env.compile
    app.jinja_env.compile = lambda *how: compiled.append(how) or compile_template(*how)
    assert "</html>" in app.test_client().get("/nowhere").text
    return len(compiled)


def test_the_next_process_compiles_nothing(kept, made):
    assert _drawn(made()) == 0


@pytest.mark.parametrize("broken", [b"", b"x" * 31, b"\0" * 4_000], ids=["one-bit", "short", "zeros"])
def test_a_broken_file_is_compiled_again_and_mended(kept, made, broken):
    whole = kept[0].read_bytes()
    kept[0].write_bytes(broken or whole[:-1] + bytes([whole[-1] ^ 1]))
    assert _drawn(made()) == 1
    assert _drawn(made()) == 0


def test_what_another_secret_sealed_is_not_run(kept, made):
    assert _drawn(made("a secret that somebody else has made up")) == len(kept)


def test_files_of_other_versions_go(kept, made):
    other = kept[0].rename(kept[0].with_name("0.1.0-3.0.0-abc"))
    made()
    assert not other.exists()


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path, made):
    (tmp_path / "templates").write_text("a file")
    assert _drawn(made()) > 0


def test_no_filter_runs_while_a_template_is_compiled(made):
    """Its result would stay when the filter changes and the template does not."""
    environment, ran = made().jinja_env, set()

    def noted(name, function):
        return wraps(function)(lambda *given, **named: ran.add(name) or function(*given, **named))

    environment.filters.update({name: noted(name, function) for name, function in environment.filters.items()})
    names = environment.list_templates()
    for name in names:
        environment.compile(environment.loader.get_source(environment, name)[0], name)
    assert (len(names) > 100, ran) == (True, set())
