"""The headers of every answer: pages, errors, files and JSON alike."""

from flask import Flask, Response, current_app

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # With no-referrer, browsers send no origin and every https form fails.
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
KEPT_BY_NOBODY = "private, no-store"


def send_headers(app: Flask) -> None:
    """Add the headers to every answer; behind https also HSTS."""
    app.after_request(_headers)


def _headers(answer: Response) -> Response:
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)  # An image sets a stricter policy.
    if "Cache-Control" not in answer.headers:  # All answers except files, which have no language.
        answer.headers["Cache-Control"] = KEPT_BY_NOBODY
        answer.vary.add("Accept-Language")
    if current_app.config["TOPMOST_URL"].startswith("https:"):
        answer.headers["Strict-Transport-Security"] = "max-age=31536000"
    return answer
