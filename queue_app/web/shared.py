"""Pages for guests, who have a link and no account. The first opening removes the secret from the address."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from queue_app.domain.errors import NotFound
from queue_app.screens.forecast.shared import SharedForecast, shared_forecast
from queue_app.service.http import guest
from queue_app.service.http.access import anybody, by_link
from queue_app.service.http.errors import answer_for
from queue_app.service.http.freshness import fresh_for_all
from queue_app.service.http.sub_path import full_path
from queue_app.service.live.stream import stream
from queue_app.service.process.chores import wake_chores
from queue_app.service.process.kept.forecasts import forecasts
from queue_app.store.team.page_links import OpenedLink
from queue_app.usecases.transaction import utc_now
from queue_app.web import radiator

pages = Blueprint("shared", __name__, url_prefix="/shared")


def _forecast(link: OpenedLink, address: str) -> Response:

    def draw(screen: SharedForecast, seen: str) -> str:
        if not screen.forecast.recorded:
            wake_chores()
        return render_template("shared/forecast.html", screen=screen, stream=address, seen=seen)

    made = forecasts()
    return fresh_for_all(
        link.team,
        utc_now(),
        lambda conn, now: shared_forecast(conn, link.team, now, made),
        draw,
    )


VIEWS: Mapping[str, Callable[[OpenedLink, str], Response]] = {
    "forecast": _forecast,
    "radiator": lambda link, address: radiator.radiator(link.team, address),
}
"""{page: the function that draws it for guests, with the address of its stream}."""


@pages.errorhandler(Exception)
def went_wrong(error: Exception) -> Response:
    """The usual error page; that of a wall reloads."""
    wall = (request.view_args or {}).get("page") == "radiator"
    return radiator.went_wrong(error) if wall else answer_for(error)


@pages.get("/<secret:link>")
@anybody
def come(link: str) -> Response:
    """Store the secret as a cookie of the page, and redirect to an address without it."""
    opened = guest.by_secret(link)
    path = url_for("shared.show", page=opened.page, link=opened.id)
    return guest.with_cookie(make_response(redirect(path, 303)), link, path)


@pages.get("/<page>/<number:link>")
@by_link
def show(link: OpenedLink) -> Response:
    """The page of the link, at this moment."""
    if link.page not in VIEWS:
        raise NotFound
    address = url_for("shared.live", page=link.page, link=link.id)
    return guest.with_cookie(VIEWS[link.page](link, address), guest.secret_of(request), full_path(request.path))


@pages.get("/<page>/<number:link>/live")
@by_link
def live(link: OpenedLink) -> Response:
    """The stream of the page."""
    return stream(guest.key_of(request), (link.team.id,), by="link")
