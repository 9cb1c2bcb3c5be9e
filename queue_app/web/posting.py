"""What happens when a form is sent: the action is done, then the page is fetched anew; a refusal shows the form again.

Scripts of our own pages ask for JSON and get the event's number and what changed instead.
"""

from collections.abc import Callable
from typing import Any

from flask import jsonify, redirect, request
from werkzeug.wrappers import Response

from queue_app.domain.said import InputError, Refusal
from queue_app.service.access import Caller
from queue_app.service.doing import do_form
from queue_app.service.errors import problem_of, wants_json
from queue_app.usecases.action import Action
from queue_app.web.form import Form


def posted(
    caller: Caller, action: Action, again: Callable[[Form], str], to: str, **address: Any
) -> Response | tuple[str, int]:
    """Do it and go `to` a page of ours, or show the form `again`. Raises NotFound, RoleTooLow."""
    try:
        outcome = do_form(caller, action, request.form, **address)
    except (InputError, Refusal) as wrong:
        if wants_json():
            raise
        return again(Form.refused(request.form, wrong, action.name)), problem_of(wrong).status
    if wants_json():
        return jsonify(seq=outcome.seq, changed=outcome.changed)
    return redirect(to, 303)
