"""Where a program starts: who it is, and its teams."""

from flask import Response, request, url_for

from queue_app.api.blueprint import api
from queue_app.api.hal import Document, document, reply
from queue_app.api.schemas import INTEGER, TEXT, answers, embedding, linked, maybe, one_of, optionally
from queue_app.domain.team.rights import Role
from queue_app.screens.team.home import TeamCard, home_screen
from queue_app.service.http.access import signed_in
from queue_app.service.http.visitor import Visitor
from queue_app.service.process.database import doors
from queue_app.usecases.transaction import utc_now

CARD = linked(number=INTEGER, name=TEXT, role=one_of(*Role), waiting=INTEGER, running=INTEGER, limit=INTEGER)


@api.get("", endpoint="root")
@signed_in
@answers(linked(name=TEXT))
def root(visitor: Visitor) -> Response:
    """The start document. It links to the other documents, to the MCP server, and to the guide and client for agents."""
    links = {"self": url_for("api.root"), "me": url_for("api.me"), "teams": url_for("api.teams")}
    links |= {"docs": url_for("programs.show"), "openapi": url_for("api.openapi")}
    links |= {"mcp": url_for("api.mcp"), "guide": url_for("agents.guide"), "client": url_for("agents.client")}
    if visitor.token is not None:
        links["team"] = url_for("api.team", team=visitor.token.team)
    return _known(reply(document(links, {"name": "Topmost"})))


@api.get("/me", endpoint="me")
@signed_in
@answers(optionally(linked(name=TEXT, email=maybe(TEXT)), cap=one_of(*Role), agent=TEXT))
def me(visitor: Visitor) -> Response:
    """The person, and the scope of the token. An agent also gets its own name; the person is its sponsor."""
    links = {"self": url_for("api.me"), "teams": url_for("api.teams")}
    body: Document = {"name": visitor.name, "email": visitor.email}
    if visitor.token is not None:
        body["cap"] = visitor.token.cap
        body |= {"agent": visitor.token.label} if visitor.token.agent else {}
    return _known(reply(document(links, body)))


@api.get("/teams", endpoint="teams")
@signed_in
@answers(linked(_embedded=embedding(teams=CARD)))
def teams(visitor: Visitor) -> Response:
    """The teams of the person. A token sees only its own team."""
    with doors().reading() as conn:
        screen = home_screen(conn, visitor.person, utc_now())
    cards = [_team(card) for card in screen.teams if visitor.token is None or visitor.token.team == card.number]
    return _known(reply(document({"self": url_for("api.teams")}, {"_embedded": {"teams": cards}})))


def _known(answer: Response) -> Response:
    """The answer, or 304 if the client already has it. The ETag is a hash of the body, because these documents are small."""
    answer.add_etag(weak=True)
    answer.make_conditional(request)
    return answer


def _team(card: TeamCard) -> Document:
    links = {"self": url_for("api.team", team=card.number), "queue": url_for("api.queue", team=card.number)}
    body = {"number": card.number, "name": card.name, "role": card.role, "waiting": card.waiting}
    return document(links, body | {"running": card.room.running, "limit": card.room.limit})
