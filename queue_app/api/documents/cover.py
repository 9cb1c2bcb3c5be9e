"""Cover: how many people can take each area. For members and managers, with the same names as on the cover page."""

from flask import Response

from queue_app.api.blueprint import api
from queue_app.api.hal import Document, document, reply
from queue_app.api.links import links_here
from queue_app.api.schemas import DAY, FLAG, INTEGER, TEXT, answers, embedding, linked, many, maybe, one_of, values
from queue_app.api.shapes import links_of, plain
from queue_app.domain.agents.allowed import OnlyPeople
from queue_app.domain.cover.states import CoverState
from queue_app.domain.team.rights import Right
from queue_app.screens.cover.cover import AreaCover, CoverScreen, cover_screen
from queue_app.service.http.access import Caller, in_team
from queue_app.service.http.freshness import fresh

_STATE = one_of(*CoverState)
AREA = values(
    name=TEXT,
    state=_STATE,
    hollow=INTEGER,
    learners=maybe(INTEGER),
    heals_after=maybe(INTEGER),
    known_after=maybe(INTEGER),
    by_strangers=FLAG,
    away_on=maybe(DAY),
    only=maybe(TEXT),
    items=many(linked(number=INTEGER, position=INTEGER)),
)
COVER = linked(
    seq=INTEGER,
    fewest=maybe(INTEGER),
    healed=many(TEXT),
    next=values(of=INTEGER, state=maybe(_STATE), many=INTEGER, item=maybe(INTEGER)),
    untagged=INTEGER,
    of_last=INTEGER,
    absences=many(values(id=INTEGER, name=TEXT, first=DAY, last=DAY, removable=FLAG)),
    people=many(values(id=INTEGER, name=TEXT)),
    mine=many(values(area=INTEGER, name=TEXT, says=maybe(TEXT), until=maybe(DAY))),
    names_in_the_file=many(values(id=INTEGER, name=TEXT, mine=maybe(FLAG))),
    _embedded=embedding(areas=AREA),
)


@api.get("/teams/<number:team>/cover", endpoint="cover")
@in_team(Right.COVER)
@answers(COVER)
def cover(caller: Caller) -> Response:
    """The areas (the most urgent first), the absences, and your own declarations. The team has the actions. Not for agents."""
    if caller.agent is not None:
        raise OnlyPeople
    # Healed areas appear when the day's states are stored. That is no event, so the ETag changes each minute.
    return fresh(caller, cover_screen, lambda screen: reply(_cover(caller, screen)), each_minute=True)


def _cover(caller: Caller, screen: CoverScreen) -> Document:
    headline = screen.headline
    body: Document = {"seq": screen.frame.revision, "fewest": screen.fewest, "healed": list(screen.healed)}
    body["next"] = {
        "of": headline.next.of,
        "state": headline.next.state,
        "many": headline.next.many,
        "item": headline.item,
    }
    body |= {"untagged": screen.untagged, "of_last": screen.finished}
    body["absences"] = plain(
        [
            {"id": one.id, "name": one.name, "first": one.first, "last": one.last, "removable": one.removable}
            for one in screen.absences
        ]
    )
    body["people"] = [{"id": person, "name": name} for person, name in screen.people]
    body["mine"] = plain(
        [{"area": one.area, "name": one.name, "says": one.says, "until": one.until} for one in screen.sayings]
    )
    body["names_in_the_file"] = [{"id": one.id, "name": one.name, "mine": one.mine} for one in screen.former]
    areas = [_area(caller.team.id, area) for area in screen.areas]
    return document(links_here(caller, "cover"), body | {"_embedded": {"areas": areas}})


def _area(team: int, area: AreaCover) -> Document:
    """One area. Only its state says how many people can take it: above two, the exact number is private."""
    items = [
        document(links_of(team, number), {"number": number, "position": position})
        for number, position in zip(area.items, area.places, strict=True)
    ]
    few = area.state in (CoverState.SINGLE, CoverState.THIN)
    body: Document = {"name": area.name, "state": area.state, "hollow": area.hollow}
    body |= {"learners": area.learners if few else None}
    body |= {"heals_after": area.heals_after, "known_after": area.known_after}
    body |= {"by_strangers": area.by_strangers, "away_on": plain(area.away_on), "only": area.only}
    return body | {"items": items}
