"""Pages and documents are compressed for clients that say they can read it.

Length of compressed text can tell a secret that stands beside what an attacker chose (BREACH). A page holds the token of its
forms. So only an answer to GET without a query is compressed: it repeats nothing that the request brought.
"""

import gzip

from flask import Flask, Response, request

from queue_app.service.http.freshness import SEEN

SMALLEST, LEVEL, QUICK = 1_400, 5, 1
"""Less fits into one packet anyway; a higher level takes much longer for little. A page that stays open asks again after each
change, often: the quick level takes 40 % of the time, for 17 % more bytes.
"""

_KINDS = ("text/html", "application/json", "application/hal+json", "application/prs.hal-forms+json")


def compress_answers(app: Flask) -> None:
    """Compress what is worth it."""
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
