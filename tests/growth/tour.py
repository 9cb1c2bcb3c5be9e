"""Every page and every verb of a team with a long past, one after the other. The caller measures each of them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from queue_app.domain.queue.move import Reason
from queue_app.domain.queue.order import Target
from queue_app.service.process.kept.caches import start_caches
from queue_app.service.process.kept.forecasts import Forecasts
from queue_app.usecases.cover.declare import declare
from queue_app.usecases.queue.add import add
from queue_app.usecases.queue.block import block, unblock
from queue_app.usecases.queue.drop import drop, reopen, restore
from queue_app.usecases.queue.edit import edit
from queue_app.usecases.queue.finish import finish
from queue_app.usecases.queue.join import join, leave
from queue_app.usecases.queue.limit import set_limit
from queue_app.usecases.queue.move import move_one
from queue_app.usecases.queue.plan import note
from queue_app.usecases.queue.pull import pull_top, skip
from queue_app.usecases.queue.put_back import put_back
from queue_app.usecases.queue.split import split
from queue_app.usecases.queue.undo import undo
from queue_app.usecases.queue.urgent import calm, urgent
from queue_app.usecases.sign_in import secrets
from queue_app.usecases.team import page_links
from queue_app.usecases.team.settings import change_settings
from tests.cast import REASON, Cast
from tests.growth.past import Past
from tests.http.program import Program
from tests.http.site import Site

PAGES = {
    "home": "/",
    "queue": "/teams/{team}",
    "queue, two words": "/teams/{team}?q=report+kind",
    "queue, a rare word": "/teams/{team}?q=r-{early}",
    "queue, an old number": "/teams/{team}?q={early}",
    "queue, no such word": "/teams/{team}?q=nobodywrotethis",
    "queue, an area": "/teams/{team}?area={area}",
    "waiting item": "/teams/{team}/items/{waits}",
    "running item": "/teams/{team}/items/{runs}",
    "finished item": "/teams/{team}/items/{done}",
    "move": "/teams/{team}/items/{waits}/move",
    "coin": "/teams/{team}/coin?items={waits}",
    "finished": "/teams/{team}/finished",
    "finished, a later page": "/teams/{team}/finished?after={done}",
    "finished, a word": "/teams/{team}/finished?q=invoice",
    "finished, a rare word": "/teams/{team}/finished?q=r-{early}",
    "finished, no such word": "/teams/{team}/finished?q=nobodywrotethis",
    "finished, four weeks": "/teams/{team}/finished?from={month}&to={today}",
    "dropped": "/teams/{team}/finished?only=dropped",
    "added": "/teams/{team}/finished?only=added",
    "added, a word": "/teams/{team}/finished?only=added&q=invoice",
    "order history": "/teams/{team}/order",
    "order history, earlier": "/teams/{team}/order?before={seq}",
    "stand-up": "/teams/{team}/standup",
    "stand-up as text": "/teams/{team}/standup/text",
    "radiator": "/teams/{team}/radiator",
    "flow": "/teams/{team}/flow",
    "flow, four weeks": "/teams/{team}/flow?from={month}&to={today}",
    "flow, all": "/teams/{team}/flow?span=all",
    "forecast": "/teams/{team}/forecast",
    "forecast, how many": "/teams/{team}/forecast?ask=many&by={later}",
    "cover": "/teams/{team}/cover",
    "away": "/teams/{team}/cover/away",
    "team": "/teams/{team}/team",
    "team, work": "/teams/{team}/team/work",
    "team, links": "/teams/{team}/team/links",
    "guest's radiator": "/shared/{secret}",
}
"""{name: the address}."""
DOCUMENTS = {
    "API, root": "/api",
    "API, team": "/api/teams/{team}",
    "API, queue": "/api/teams/{team}/queue",
    "API, waiting item": "/api/teams/{team}/items/{waits}",
    "API, finished item": "/api/teams/{team}/items/{done}",
}

Gauge = Callable[[str], AbstractContextManager[Any]]
Done = TypeVar("Done")


@dataclass
class Tour:
    """Runs the whole tour. Pages are requested with empty caches."""

    site: Site
    past: Past
    known: dict[str, Any] = field(default_factory=dict)

    @property
    def cast(self) -> Cast:
        return self.site.cast

    def begin(self) -> None:
        """Prepare: three items run, of which one is blocked; one waiting item is blocked."""
        past, cast = self.past, self.cast
        cast.now = past.now
        for by in (cast.alice, cast.bob, cast.bob):
            cast.do(pull_top, by=by, others="both")
        first = past.closed + 1
        cast.do(block, item=first + 1, sentence="Waits for the bank.")
        cast.do(block, item=first + 20, sentence="Waits for the city.")
        today = past.now.date()
        self.known = {"team": cast.team, "area": past.areas[0], "waits": first + 30, "runs": first}
        self.known |= {"done": past.closed - 10, "early": 40, "seq": self._revision() - 50, "today": today}
        self.known |= {"month": today - timedelta(days=27), "later": today + timedelta(days=60)}
        self.known["secret"] = secrets.generate()
        cast.do(page_links.share, link=secrets.hash_of(self.known["secret"]), page="radiator", name="wall")

    def pages(self, gauge: Gauge) -> None:
        """Each page and document, as the manager."""
        browser, program = self.site.browser(self.cast.bob), Program(self.site, self.cast.bob, "manage")
        for names, get in ((PAGES, browser.get), (DOCUMENTS, program.get)):
            for name, address in names.items():
                path = address.format(**self.known)
                self._forget()
                with gauge(name):
                    answer = get(path, follow_redirects=True) if names is PAGES else get(path)
                if answer.status_code != 200:
                    raise AssertionError(f"{path}: {answer.status_code}")

    def verbs(self, gauge: Gauge) -> None:
        """Each verb, in an order in which every verb is allowed."""
        for name, call in self._verbs():
            with gauge(name):
                call()

    def _verbs(self) -> Iterator[tuple[str, Callable[[], Any]]]:
        do, first = self.cast.do, self.past.closed + 1
        yield "add", lambda: do(add, titles=["One more"])
        yield "add at a place", lambda: do(add, titles=["Soon"], target=Target(above=first + 40), reason=REASON)
        yield "move below", lambda: do(move_one, item=first + 60, target=Target(below=first + 90), reason=REASON)
        yield "move to the top", lambda: do(move_one, item=first + 70, target=Target(end="top"), reason=REASON)
        yield "undo a move", lambda: do(undo)
        yield "edit", lambda: do(edit, item=first + 50, title="Another title")
        yield "note", lambda: do(note, item=first + 50, words="Said so.")
        yield "block", lambda: do(block, item=first + 51, sentence="Waits.")
        yield "unblock", lambda: do(unblock, item=first + 51)
        yield "split", lambda: do(split, item=first + 52, pieces=["One", "Two"])
        yield "urgent", lambda: do(urgent, item=first + 53, reason=Reason("other", "It burns."))
        yield "calm", lambda: do(calm, item=first + 53)
        yield "drop", lambda: do(drop, item=first + 54, reason="Nobody needs it.")
        yield "restore", lambda: do(restore, item=first + 54)
        yield "join", lambda: do(join, by=self.cast.alice, item=first + 1)
        yield "leave", lambda: do(leave, by=self.cast.alice, item=first + 1)
        yield "put back", lambda: do(put_back, item=first + 2, kind="other", words="Not now.")
        yield "skip", lambda: do(skip, item=first + 53, kind="area")
        yield "pull", lambda: do(pull_top, others="both")
        yield "finish", lambda: do(finish, item=first)
        yield "undo a finish", lambda: do(undo)
        yield "reopen", lambda: do(reopen, item=self.past.closed, reason="It came back.")
        yield "WIP limit", lambda: do(set_limit, limit=4, reason="More people.")
        yield "declare", lambda: do(declare, can=[self.past.areas[0]])
        yield "time zone", lambda: do(change_settings, time_zone="America/New_York")

    def _forget(self) -> None:
        start_caches(self.site.app)
        self.cast.forecasts = Forecasts()

    def _revision(self) -> int:
        return self.site.revision(self.cast.team)
