"""Where a sign-in leads."""

from flask import url_for

from queue_app.web.home import first_page


def page_after(next_path: str | None, person: int) -> str:
    """The requested page. The bare address of the server leads to the person's first page."""
    return next_path if next_path and next_path != url_for("home.show") else first_page(person)
