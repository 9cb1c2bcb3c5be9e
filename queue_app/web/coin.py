"""The page of the coin: its address says which two items are chosen, so that it works by links alone."""

from collections.abc import Mapping
from typing import Any

from flask import render_template, url_for

from queue_app.domain.inputs import LARGEST_NUMBER
from queue_app.screens.queue.coin_rows import coin_screen
from queue_app.service.http.access import Caller
from queue_app.service.http.viewing import viewer
from queue_app.service.process.database import doors
from queue_app.web.html.form import Form
from queue_app.web.html.where import Asked, came_from, drawn_at, words_in


@drawn_at("queue.coin")
def coin_page(caller: Caller, form: Form, address: Mapping[str, Any], asked: Asked) -> str:
    """With what was chosen and found; after a refusal with the two that were sent."""
    said = form.typed.getlist("items") or asked.getlist("items")
    numbers = [int(n) for n in said if n.isascii() and n.isdigit() and len(n) <= len(str(LARGEST_NUMBER))]
    with doors().reading() as conn:
        screen = coin_screen(
            conn,
            viewer(caller),
            [n for n in numbers if n <= LARGEST_NUMBER],
            words_in(asked),
        )
    home = url_for("queue.show", team=caller.team.id)
    return render_template("queue/coin.html", screen=screen, form=form, back=came_from(caller, home))
