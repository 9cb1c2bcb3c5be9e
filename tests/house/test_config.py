"""Settings come from the environment. An invalid value is refused with the setting's name. No secret is guessable."""

import stat
from pathlib import Path

import pytest
from sqlalchemy import make_url

import config
from config import ConfigurationError, Production, from_environment
from queue_app import settings
from queue_app.settings import own_folder
from queue_app.usecases.sign_in import sessions
from tests.house.source import ROOT

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


def test_what_others_could_read_is_closed_but_no_folder_of_theirs(tmp_path):  # X14
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder in (ours, theirs):
        folder.mkdir(mode=0o755)
        (folder / "secret").write_text(GOOD * 2)
        (folder / "secret").chmod(0o644)
    (theirs / "letters").write_text("")
    for folder, mode in ((ours, 0o700), (theirs, 0o755)):
        production(folder)
        assert stat.S_IMODE(folder.stat().st_mode) == mode
        assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600


def test_an_unused_session_ends_no_later_than_any_session(tmp_path):
    idle = production(tmp_path).SESSION_IDLE_DAYS
    assert idle == sessions.LASTS.days
    with pytest.raises(ConfigurationError):
        production(tmp_path, SESSION_IDLE_DAYS=str(idle + 1))


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
        ("TOPMOST_URL", "https://queue.example.org/a//b"),
        ("TOPMOST_URL", "https://queue.example.org/../b"),
        ("TOPMOST_URL", "https://queue.example.org/%2e"),
        ("TOPMOST_ENV", "staging"),
        ("SMTP_URL", "mail.example.org"),
        ("PASSWORD_SIGN_IN", "no"),
        ("PASSWORD_SIGN_IN", "off"),
        ("TOPMOST_OPERATORS", "ann@example.org, ben"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_with_its_name(key, value, tmp_path):
    with pytest.raises(ConfigurationError, match=key):
        from_environment({"TOPMOST_DATA": str(tmp_path), key: value})


PROVIDER = {
    "OIDC_DISCOVERY": "https://login.example.org/.well-known/openid-configuration",
    "OIDC_CLIENT_ID": "topmost",
    "OIDC_CLIENT_SECRET": "a secret",
    "TOPMOST_URL": "https://queue.example.org",
}
HEADER = {"TRUSTED_HEADER": "X-Auth-Email", "TRUSTED_HEADER_FROM": "10.0.0.0/24, ::1", "TRUSTED_PROXIES": "1"}
MAIL = {"SMTP_URL": "smtps://a%40example.org:b@mail", "TOPMOST_URL": "https://queue.example.org"}


@pytest.mark.parametrize(
    ("good", "odd", "named"),
    [
        (MAIL, {"MAIL_FROM": "nobody"}, "MAIL_FROM"),
        (MAIL, {"SMTP_URL": "smtps://mail"}, "MAIL_FROM"),
        (MAIL, {"TOPMOST_URL": ""}, "TOPMOST_URL"),
        (PROVIDER, {"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET"),
        (PROVIDER, {"OIDC_DISCOVERY": "http://login.example.org/.well-known/openid-configuration"}, "OIDC_DISCOVERY"),
        (PROVIDER, {"OIDC_DISCOVERY": "https://login.example.org/"}, "OIDC_DISCOVERY"),
        (PROVIDER, {"OIDC_GROUPS": "developers"}, "OIDC_GROUPS"),
        (PROVIDER, {"OIDC_GROUPS": "developers=1:owner"}, "OIDC_GROUPS"),
        (PROVIDER, {"OIDC_GROUPS": "developers=Tigers:member"}, "OIDC_GROUPS"),
        (PROVIDER, {"TOPMOST_URL": ""}, "TOPMOST_URL"),
        (HEADER, {"TRUSTED_PROXIES": "0"}, "TRUSTED_PROXIES"),
        (HEADER, {"TRUSTED_HEADER": "Cookie"}, "TRUSTED_HEADER"),
        (HEADER, {"TRUSTED_HEADER": "X Auth"}, "TRUSTED_HEADER"),
        (HEADER, {"TRUSTED_HEADER_FROM": "proxy.example.org"}, "TRUSTED_HEADER_FROM"),
    ],
)
def test_settings_that_do_not_fit_together_are_refused_with_a_name(good, odd, named, tmp_path):
    production(tmp_path, **good)
    with pytest.raises(ConfigurationError, match=named):
        production(tmp_path, **(good | odd))


@pytest.mark.parametrize(
    "url",
    [
        " https://queue.example.org",
        "https://queue.example.org ",
        "https://ruth:geheim@queue.example.org",
        "https://queue.example.org#queue",
        "https://queue.example.org#",
        "https://queue.example.org?",
        "https://queue.example.org:99999",
        "https://queue.example.org:",
        "https://queue\n.example.org",
        "https://[::1",
    ],
)
def test_an_address_is_a_scheme_and_a_host_and_a_refusal_shows_no_password(url, tmp_path):  # S2
    with pytest.raises(ConfigurationError, match="TOPMOST_URL") as refused:
        production(tmp_path, TOPMOST_URL=url)
    assert "geheim" not in str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://queue.example.org:8080",
        "https://queue.example.org/",
        "http://[::1]:8000",
        "https://example.org/a/queue-1/",
    ],
)
def test_an_address_that_can_be_typed_is_taken(url, tmp_path):
    assert url.rstrip("/") == production(tmp_path, TOPMOST_URL=url).TOPMOST_URL


@pytest.mark.parametrize("name", ["a?b", "a%20b", "a#b", "ä b", "100%"])
def test_a_data_folder_may_have_any_name(name, tmp_path):  # S2
    url = make_url(production(tmp_path / name).DATABASE_URL)
    assert url.database == str(tmp_path / name / "topmost.sqlite3")
    assert not url.query


@pytest.mark.parametrize(
    "url",
    ["sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:////x/a?b", "sqlite:///file:x?uri=true",
     "sqlite://host/x", " postgresql://x:geheim@y/z", "postgresql://x:geheim@y:port/z", "mysql://x/y", "here"],
)  # fmt: skip
def test_a_database_that_is_no_file_and_no_server_is_refused_with_its_setting(url, tmp_path):  # S2
    with pytest.raises(ConfigurationError, match="DATABASE_URL") as refused:
        production(tmp_path, DATABASE_URL=url)
    assert "geheim" not in str(refused.value)


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match="Set TOPMOST_DATA"):
        production(tmp_path / "file" / "data")


@pytest.mark.parametrize(
    ("above", "home", "folder"),
    [
        (ROOT, "/kept", ROOT / "data"),
        (ROOT / "tests", "/kept", Path("/kept/topmost")),
        (ROOT / "tests", "", Path("~/.local/share/topmost")),
        (ROOT / "tests", "relative", Path("~/.local/share/topmost")),
    ],
)
def test_a_checkout_keeps_its_data_and_an_installed_topmost_keeps_none_beside_its_code(above, home, folder):
    assert own_folder({"XDG_DATA_HOME": home}, above) == folder.expanduser()


def test_who_makes_the_data_folder_says_where_it_is_once(tmp_path, capsys):
    for _ in range(2):
        production(tmp_path / "data")
    assert capsys.readouterr().err == f"Topmost keeps its data in {tmp_path / 'data'}.\n"


def test_the_settings_of_the_checkout_are_those_of_the_package():
    assert config.__all__ == [name for name in config.__all__ if getattr(config, name) is getattr(settings, name)]
