"""Sign in as whom an authenticating proxy names. It takes one click, so that signing out means something."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from queue_app.domain.errors import NotFound
from queue_app.service.http.access import anybody
from queue_app.service.http.client import present_visit
from queue_app.service.http.hosts import own_path
from queue_app.service.http.visitor import enter
from queue_app.service.process.database import doors
from queue_app.service.proxy.trusted_header import named_by_proxy
from queue_app.usecases.sign_in.outside import NoAccountYet, enter_by_address
from queue_app.web.sign_in import refused
from queue_app.web.ways_in.after import page_after

pages = Blueprint("proxy", __name__, url_prefix="/sign-in/proxy")


@pages.post("")
@anybody
def come_in() -> Response:
    """Begin a session."""
    address = named_by_proxy()
    if address is None:
        raise NotFound
    next_path = own_path(request.form.get("next"))
    try:
        person, session = enter_by_address(doors(), address, present_visit())
    except NoAccountYet as wrong:
        return refused(wrong, next_path, 403)
    enter(session)
    return redirect(page_after(next_path, person), 303)
