"""Settings come from the environment; a value that cannot be used is refused with its name; no secret is guessable."""

import stat

import pytest

import config
from config import ConfigurationError, Production, from_environment

GOOD = "b1946ac92492d2347c6235b4d2611184aa"


def production(folder, **environ):
    return Production({"TOPMOST_DATA": str(folder), **environ})


def test_without_any_setting_it_serves_this_machine_from_one_folder(tmp_path):
    settings = production(tmp_path / "data")
    assert (settings.HOST, settings.PORT, settings.THREADS, settings.TOPMOST_URL) == ("127.0.0.1", 8000, 8, "")
    assert f"sqlite:///{tmp_path}/data/topmost.sqlite3" == settings.DATABASE_URL
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_the_environment_decides(tmp_path):
    given = {"HOST": "192.0.2.1", "PORT": "81", "THREADS": "3", "DATABASE_URL": "postgresql://x/y", "SECRET_KEY": GOOD}
    settings = production(tmp_path, **given, TOPMOST_URL="https://queue.example.org/")
    assert {key: str(getattr(settings, key)) for key in given} == given
    assert settings.TOPMOST_URL == "https://queue.example.org"
    assert list(tmp_path.iterdir()) == [], "nothing is kept that was given"


def test_the_secret_is_drawn_once_and_kept_where_only_the_owner_reads_it(tmp_path):
    first, second = production(tmp_path).SECRET_KEY, production(tmp_path).SECRET_KEY
    assert first == second
    assert len(first) >= 64
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert first != production(tmp_path / "other").SECRET_KEY


def test_a_test_gets_a_secret_that_nobody_keeps(tmp_path):
    environ = {"TOPMOST_DATA": str(tmp_path)}
    assert config.Testing(environ).SECRET_KEY != config.Testing(environ).SECRET_KEY
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("weak", ["short", "x" * 40, "changeme-changeme-changeme-changeme-now", "0123456789abcdef" * 4])
def test_a_weak_secret_is_refused_from_the_environment_and_from_the_file(weak, tmp_path):
    with pytest.raises(ConfigurationError, match="SECRET_KEY is too weak"):
        production(tmp_path, SECRET_KEY=weak)
    (tmp_path / "secret").write_text(weak)
    with pytest.raises(ConfigurationError, match="secret is too weak"):
        production(tmp_path)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("PORT", "http"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "٨٠"),
        ("THREADS", "0"),
        ("TOPMOST_URL", "queue.example.org"),
        ("TOPMOST_URL", "ftp://queue.example.org"),
        ("TOPMOST_URL", "https://queue.example.org/team"),
        ("TOPMOST_ENV", "staging"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_with_its_name(key, value, tmp_path):
    with pytest.raises(ConfigurationError, match=key):
        from_environment({"TOPMOST_DATA": str(tmp_path), key: value})


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match="Set TOPMOST_DATA"):
        production(tmp_path / "file" / "data")
