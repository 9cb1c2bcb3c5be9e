"""Compress pages and documents for clients that accept gzip.

The length of compressed text can reveal a secret that is compressed together with text from an attacker (BREACH). A page holds
its CSRF token. So only answers to GET without a query are compressed: they repeat nothing from the request.
"""

import gzip

from flask import Flask, Response, request

from queue_app.service.http.freshness import SEEN

SMALLEST, LEVEL, QUICK = 1_400, 5, 1
"""Bytes from which on an answer is compressed (a smaller one fits into one packet), and two levels of gzip. A higher level
gains little. Open pages reload after each change: for them QUICK takes 40 % of the time, for 17 % more bytes.
"""

_KINDS = ("text/html", "application/json", "application/hal+json", "application/prs.hal-forms+json")


def compress_answers(app: Flask) -> None:
    """Compress answers that are large enough."""
    app.after_request(_compressed)


def _compressed(answer: Response) -> Response:
    if answer.mimetype not in _KINDS or answer.is_streamed or answer.direct_passthrough:
        return answer
    answer.vary.add("Accept-Encoding")
    if not _may_be_compressed() or answer.status_code != 200 or (answer.content_length or 0) < SMALLEST:
        return answer
    answer.set_data(gzip.compress(answer.get_data(), QUICK if SEEN in request.headers else LEVEL, mtime=0))
    answer.content_encoding = "gzip"
    return answer


def _may_be_compressed() -> bool:
    return request.method == "GET" and not request.query_string and request.accept_encodings.quality("gzip") > 0
