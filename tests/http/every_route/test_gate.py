"""Malformed or too large requests are refused before they are read: a clear 4xx, nothing written, the same on both engines."""

import json

import pytest

from queue_app.domain import well_formed
from queue_app.domain.well_formed import Malformed
from queue_app.service.http.gate import body_limit
from tests.conftest import BOTH_ENGINES

FORM = "application/x-www-form-urlencoded"
DEEP = 100_000


def nested(depth):
    return b"[" * depth + b"]" * depth


MALFORMED_JSON = {
    "no JSON": b"{",
    "two documents": b"{} {}",
    "not UTF-8": b'{"a": "\xff"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"a": 1}',
    "a lone surrogate": b'{"a": "\\ud800"}',
    "a lone surrogate as a name": b'{"\\udfff": 1}',
    "half a pair": b'{"a": "\\ud83d\\u0041"}',
    "NUL": b'{"a": "x\\u0000y"}',
    "NaN": b'{"a": NaN}',
    "infinity": b'{"a": -Infinity}',
    "a float beyond": b'{"a": 1e999}',
    "a number beyond 2^53": b'{"a": 9007199254740993}',
    "2^63": b'{"a": 9223372036854775808}',
    "thousands of digits": b'{"a": ' + b"9" * 5000 + b"}",
    "a name twice": b'{"a": 1, "a": 2}',
    "a name twice inside": b'{"a": [{"b": 1, "b": 1}]}',
    "33 deep": nested(33),
    "deep objects": b'{"a":' * 40 + b"1" + b"}" * 40,
    "100,000 deep": nested(DEEP),
    "100,000 deep and never closed": b"[" * DEEP,
    "strings that hide brackets": b'{"a": "\\"", "b": ' + nested(40) + b"}",
}


@pytest.mark.parametrize("body", MALFORMED_JSON.values(), ids=MALFORMED_JSON)
def test_json_that_is_malformed(body):
    with pytest.raises(Malformed):
        well_formed.parse_json(body)


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        {"a": [1, -2, 3.5, True, None, 'Zürich \U0001f600 \\ "']},
        2**53,
        -(2**53),
        {"a": "[" * 50},
        json.loads(nested(32)),
    ],
    ids=str,
)
def test_json_that_is_sound_comes_through_as_it_is(value):
    assert well_formed.parse_json(json.dumps(value).encode()) == value
    assert well_formed.parse_json(json.dumps(value, ensure_ascii=False).encode()) == value


MALFORMED_FORMS = {
    "half a percent sign": b"a=%",
    "no hexadecimal": b"a=%zz",
    "NUL": b"a=%00",
    "not UTF-8": b"a=%ff%fe",
    "raw bytes": b"a=\xff",
    "a lone surrogate": b"a=%ed%a0%80",
    "an overlong slash": b"a=%c0%af",
    "too many fields": b"a=1&" * 3000,
}


@BOTH_ENGINES
@pytest.mark.parametrize("body", MALFORMED_FORMS.values(), ids=MALFORMED_FORMS)
def test_a_form_that_is_malformed(site, body):
    browser = site.browser(site.cast.bob)
    before = site.mark()
    headers = {"X-CSRFToken": browser.csrf}
    answer = browser.client.post("/account/password", data=body, content_type=FORM, headers=headers)
    assert answer.status_code == 400
    assert "malformed" in answer.text
    assert site.mark() == before


@BOTH_ENGINES
@pytest.mark.parametrize("query", [query for name, query in MALFORMED_FORMS.items() if name != "raw bytes"])
def test_a_query_that_is_malformed(site, query):
    answer = site.browser(site.cast.bob).client.get("/account", query_string=query.decode("latin-1"))
    assert answer.status_code == 400


def test_a_query_that_is_too_long(site):
    assert site.browser(site.cast.bob).get("/account?a=" + "x" * 9000).status_code == 400
    told = site.browser().get("/api?a=" + "x" * 9000)
    assert (told.status_code, told.json["detail"]) == (
        400,
        "This request is malformed: its address is too long. Nothing was changed.",
    )


MULTIPART = {
    "without a boundary": ("multipart/form-data", b"--x\r\n\r\n--x--"),
    "of nothing": ("multipart/form-data; boundary=x", b"nothing of the kind"),
    "cut off": ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'),
    "with NUL": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\0\r\n--x--\r\n',
    ),
}


@pytest.mark.parametrize(("kind", "body"), MULTIPART.values(), ids=MULTIPART)
def test_a_form_with_files_that_is_malformed(site, kind, body):
    browser = site.browser(site.cast.bob)
    before = site.mark()
    headers = {"X-CSRFToken": browser.csrf}
    assert browser.client.post("/account/password", data=body, content_type=kind, headers=headers).status_code == 400
    assert site.mark() == before


@pytest.mark.parametrize("size", [1024 * 1024 + 1, 3 * 1024 * 1024])
def test_more_than_a_megabyte_is_413_even_for_nobody(site, size):
    body = b"a=" + b"x" * size
    for browser in (site.browser(), site.browser(site.cast.bob)):
        answer = browser.client.post("/account/password", data=body, content_type=FORM)
        assert answer.status_code == 413
        assert "1\u00a0MB" in answer.text


def test_what_says_it_is_large_is_not_even_read(site):
    answer = site.browser().client.post("/sign-in", environ_overrides={"CONTENT_LENGTH": str(2**40)})
    assert answer.status_code == 413


def test_a_megabyte_title_is_told_by_its_field(site):
    browser = site.browser(site.cast.bob)
    answer = browser.post("/account/tokens", {"name": "x" * 1_000_000, "team": "1", "scope": "read", "days": "30"})
    assert answer.status_code == 422
    assert "Shorten it to 80." in answer.text


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/xml", "image/png"])
def test_a_page_takes_forms_only(site, kind):
    browser = site.browser(site.cast.bob)
    before = site.mark()
    headers = {"X-CSRFToken": browser.csrf}
    answer = browser.client.post("/account/sessions/end", data=b"{}", content_type=kind, headers=headers)
    assert answer.status_code == 415
    assert site.mark() == before


@BOTH_ENGINES
@pytest.mark.parametrize(
    "number", ["0", "-1", "01", "1.5", "2147483648", "9223372036854775808", "9" * 400, "\u0661", "1%00"]
)
def test_an_address_with_a_number_that_is_none_is_a_404(site, number):
    answer = site.browser(site.cast.bob).get(f"/teams/{number}/team")
    assert answer.status_code == 404


@BOTH_ENGINES
@pytest.mark.parametrize("number", ["0", "2147483648", "9223372036854775808", "-1", "1.0", "abc", "", "1e3", " "])
def test_a_number_in_a_form_that_is_none_is_told(site, number):
    browser = site.browser(site.cast.bob)
    before = site.mark()
    assert browser.post("/account/tokens/revoke", {"token": number}).headers["Location"] == "/account"
    assert 'role="alert"' in browser.get("/account").text
    assert site.mark() == before


def test_only_who_signed_in_may_send_a_file_and_only_where_one_is_taken(site):  # X10
    bob = site.browser(site.cast.bob)
    small, large = 2 * site.app.config["MAX_CONTENT_LENGTH"], site.app.config["SERVER_BODY_LIMIT"]
    importing = f"/teams/{site.cast.team}/import"
    for path, cookie, limit in (
        (importing, f"topmost={bob.cookie}", large),
        (importing, f"topmost={site.browser().cookie}", small),
        (importing, "topmost=forged.by.somebody", small),
        (importing, "", small),
        ("/sign-in", f"topmost={bob.cookie}", small),
        ("/nowhere", f"topmost={bob.cookie}", small),
    ):
        assert body_limit(site.app, path, {"COOKIE": cookie}) == limit, (path, cookie)
