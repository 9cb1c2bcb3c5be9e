"""A stage to test the behaviour of pages: the product's templates, styles and scripts, invented values, and a server that
answers a move as the test wants. Other tests check the rules of a move."""

from collections import deque
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, Response, jsonify, redirect, request

from queue_app.domain.filters import NO_FILTER
from queue_app.domain.queue.item import State
from queue_app.screens.queue.cost import CostShown, Slip
from queue_app.screens.queue.rows import RowsScreen
from queue_app.screens.queue.shared import Counts
from queue_app.screens.queue.waiting import WaitingRow
from queue_app.screens.values import ToldLine
from queue_app.service.http.headers import HEADERS
from queue_app.service.reports.notice import Notices
from queue_app.web.html.assets import Assets
from queue_app.web.html.charts.staircase import Staircase
from queue_app.web.html.form import Form
from tests.web.drawing import drawing
from tests.web.pages import PAGES
from tests.web.values import FORECAST, frame, item, queue, rows


@dataclass(frozen=True)
class Asked:
    """One write request. `fields` are pairs in the order they were sent."""

    path: str
    headers: dict[str, str]
    fields: list[tuple[str, str]]

    def without_key(self) -> dict[str, str]:
        return {name: value for name, value in self.fields if name not in ("key", "csrf_token")}


DOOR = {"mails": True, "passwords": True, "provider": True, "named": None}
"""The ways to sign in on the sign-in page."""


class Stage:
    """`order`: the items from number `first` on; `refusals`: the codes for the next writes; `asked`: every write; `brought`: the
    number of rows in each answer. The stream sends `revision`. The browser resumes the stream after `again` ms."""

    def __init__(self) -> None:
        self.assets = Assets()
        self.templates = drawing(self.assets)
        plain = self.templates.globals["url_for"]
        self.templates.globals["url_for"] = lambda *of, after=None, **on: (
            f"{plain(*of, **on)}{f'?after={after}' * bool(after)}"
        )
        self.templates.globals |= {"display_attributes": str, "display_theme": lambda: None}  # Nobody is signed in.
        self.app = Flask(__name__, static_folder=None)
        self.app.secret_key = "so that forms have a token"
        self.app.extensions["notices"] = Notices(self.app)
        self.app.register_blueprint(self.assets.blueprint())
        self.app.add_url_rule("/blank", "blank", str)
        self.app.add_url_rule("/shown/<path:name>", view_func=self.shown)
        self.app.add_url_rule("/teams/1", view_func=self.queue)
        self.app.add_url_rule("/teams/1/rows/<int:first>/<int:size>/<int:days>", view_func=self.some_rows)
        self.app.add_url_rule("/teams/1/items/<int:number>/move", view_func=self.move, methods=["POST"])
        self.app.add_url_rule("/queue/1/move", view_func=self.move_many, methods=["POST"])
        self.app.add_url_rule("/queue/1/paste", view_func=self.paste, methods=["POST"])
        self.app.add_url_rule("/teams/1/items/<int:number>/menu", view_func=self.menu)
        self.app.add_url_rule("/teams/1/items/<int:number>/block", view_func=self.block, methods=["GET", "POST"])
        self.app.add_url_rule("/queue/1/cost", view_func=self.cost)
        self.app.add_url_rule("/queue/1/live", "live", self.live)
        self.app.add_url_rule("/home/live", "live", self.live)
        self.app.add_url_rule("/<path:name>", view_func=self.any_page, methods=["GET", "POST"])
        self.app.after_request(_strict)
        self.clear()

    def clear(self) -> None:
        self.order = [row.number for row in rows(18)]
        self.first, self.size = 1, 100
        self.refusals: deque[str] = deque()
        self.asked: list[Asked] = []
        self.brought: list[int] = []
        self.costs: list[dict[str, str]] = []
        self.costs_fail = False
        self.revision, self.again, self.stream_status, self.streams = 41, 3_600_000, 200, 0
        self.told: ToldLine | None = None
        self.page_status = 200

    def draw(self, template: str, screen: object, form: Form | None = None, **further: Any) -> str:
        return self.templates.get_template(template).render(screen=screen, form=form or Form(), **further)

    def shown(self, name: str) -> str:
        if name == "door":
            return self.draw("sign_in/show.html", None, next="/shown/edit", **DOOR)
        template, screen = PAGES[name]
        return self.draw(template, screen, made_token=None, zones=(), made={})

    def change(self, *order: int, told: ToldLine | None = None) -> None:
        """Change the order as another person. Open streams report it."""
        self.order, self.told = list(order or self.order), told
        self.revision += 1

    def queue(self) -> tuple[str, int]:
        """A page of `size` rows. A cursor is the number of the last row, and the number of moves before the cursor was made.

        The page tells a script what others did."""
        number, _, moves = request.args.get("after", "0-").partition("-")
        if moves not in ("", str(len(self.asked))):
            return "The order changed.", 409
        shown = self.rows()
        begin = self.order.index(int(number)) + 1 if int(number) else 0
        page = shown[begin : begin + self.size]
        after = f"{page[-1].number}-{len(self.asked)}" if page[-1] != shown[-1] else None
        told = self.told if "Topmost-Seen" in request.headers else None
        now = replace(frame(), revision=self.revision, told=told)
        counts = Counts(len(shown), 1, 1, len(shown))
        screen = queue(rows=page, after=after, frame=now, counts=counts)
        return self.draw("queue/show.html", screen), self.page_status

    def some_rows(self, first: int, size: int, days: int) -> str:
        """Rows from a position on, or around an item."""
        skip = first - 1
        if "at" in request.args:
            skip = max(0, self.order.index(int(request.args["at"])) - size // 2)
        screen = RowsScreen(frame(), NO_FILTER, skip, self.rows()[skip : skip + size], FORECAST, None)
        self.brought.append(len(screen.rows))
        stairs = Staircase(FORECAST.forecast.today, days, ())
        return self.templates.get_template("queue/rows.html").render(screen=screen, stairs=stairs)

    def live(self) -> Response:
        """A stream that sends the current revision and ends. The browser resumes it after a while."""
        self.streams += 1
        said = f"retry: {self.again}\n\nid: 1.{self.revision}\ndata: 1.{self.revision}\n\n"
        return Response(said, self.stream_status, mimetype="text/event-stream")

    def rows(self) -> tuple[WaitingRow, ...]:
        by_number = {row.number: row for row in rows(18)}
        return tuple(replace(by_number[number], position=n) for n, number in enumerate(self.order, self.first))

    def any_page(self, name: str) -> str:
        self._note()
        return self.draw("item/show.html", item())

    def paste(self) -> Response:
        self._note()
        return jsonify(seq=42, sentence="Added.", undo=42)

    def menu(self, number: int) -> str:
        may = frozenset({"edit", "move", "block", "split", "urgent", "drop"})
        waits = item(number=number, state=State.WAITING, position=5, of=18, on=None, age=None, block=None, may=may)
        return self.draw("item/menu.html", waits)

    def block(self, number: int) -> Any:
        """The page to block an item. A block is refused while `refusals` are left, then it redirects back."""
        self._note()
        form = Form()
        if request.method == "POST" and not self.refusals:
            return redirect("/teams/1", 303)
        if request.method == "POST":
            form = Form(request.form, {}, f"No, because of {self.refusals.popleft()}.")
        shown = item(number=number, block=None, refusals={}, may=frozenset({"block"}))
        return self.draw("item/block.html", shown, form), 409 if form.refusal else 200

    def move(self, number: int) -> Response:
        return self._moved([number])

    def move_many(self) -> Response:
        return self._moved([int(number) for number in request.form.getlist("items")])

    def cost(self) -> tuple[str, int]:
        """A fixed cost: item 26 slips by two days, and the lifted items come sooner."""
        self.costs.append(dict(request.args))
        was, now = FORECAST.forecast.place(5), FORECAST.forecast.place(6)
        lifted = int(request.args["items"])
        changes = (Slip(lifted, "Lifted", 5, -2.0, now, was), Slip(26, "Passed", 6, 2.0, was, now))
        drawn = self.templates.get_template("queue/cost.html")
        cost = CostShown(changes, slips=1, slip=2.0, gains=1, gain=2.0)
        return drawn.render(
            cost=cost, team_forecast=FORECAST, moved=[lifted], steady=None
        ), 503 if self.costs_fail else 200

    def _moved(self, numbers: list[int]) -> Response:
        self._note()
        if self.refusals:
            code = self.refusals.popleft()
            answer = jsonify(code=code, detail=f"No, because of {code}.")
            answer.status_code = 409
            return answer
        moved = [number for number in self.order if number in numbers]
        others = [number for number in self.order if number not in numbers]
        at = 0 if request.form.get("to") == "top" else len(others)
        if "above" in request.form:
            at = others.index(int(request.form["above"]))
        if "below" in request.form:
            at = others.index(int(request.form["below"])) + 1
        self.order = others[:at] + moved + others[at:]
        return jsonify(seq=42, sentence="Moved.", undo=42)

    def _note(self) -> None:
        if request.method == "POST":
            self.asked.append(Asked(request.path, dict(request.headers), list(request.form.items(multi=True))))


def _strict(answer: Response) -> Response:
    answer.headers.update(HEADERS)
    return answer
