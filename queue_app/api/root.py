"""Where a program begins: who it is, and the teams it may see."""

from flask import Response, url_for

from queue_app.api.blueprint import api
from queue_app.api.hal import Document, document, reply
from queue_app.screens.team.home import TeamCard, home_screen
from queue_app.service.http.access import signed_in
from queue_app.service.http.visitor import Visitor
from queue_app.service.process.database import doors


@api.get("", endpoint="root")
@signed_in
def root(who: Visitor) -> Response:
    """The first document: follow its links."""
    links = {"self": url_for("api.root"), "me": url_for("api.me"), "teams": url_for("api.teams")}
    if who.token is not None:
        links["team"] = url_for("api.team", team=who.token.team)
    return reply(document(links, {"name": "Topmost"}))


@api.get("/me", endpoint="me")
@signed_in
def me(who: Visitor) -> Response:
    """Who asks."""
    links = {"self": url_for("api.me"), "teams": url_for("api.teams")}
    body: Document = {"name": who.name, "email": who.email}
    if who.token is not None:
        body["cap"] = who.token.cap
    return reply(document(links, body))


@api.get("/teams", endpoint="teams")
@signed_in
def teams(who: Visitor) -> Response:
    """The teams of the person; with a token only the team that it is for."""
    with doors().reading() as conn:
        screen = home_screen(conn, who.person)
    listed = [_team(card) for card in screen.teams if who.token is None or who.token.team == card.number]
    return reply(document({"self": url_for("api.teams")}, {"_embedded": {"teams": listed}}))


def _team(card: TeamCard) -> Document:
    links = {"self": url_for("api.team", team=card.number), "queue": url_for("api.queue", team=card.number)}
    body = {"number": card.number, "name": card.name, "role": card.role, "waiting": card.waiting}
    return document(links, body | {"running": card.room.running, "limit": card.room.limit})
