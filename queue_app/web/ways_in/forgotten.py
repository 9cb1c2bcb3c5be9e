"""Ask for a link to a new password. The answer is the same whether the address has an account."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from queue_app.domain.errors import NotFound, UserError
from queue_app.service.http.access import anybody
from queue_app.service.http.client import present_visit
from queue_app.service.http.language import gettext, language
from queue_app.service.mail.mail_server import mails
from queue_app.service.oidc.ways_in import passwords_open
from queue_app.service.process.database import doors
from queue_app.usecases.sign_in.addresses import email
from queue_app.usecases.sign_in.forgotten import ask_for_link
from queue_app.web.html.form import Form
from queue_app.web.html.posting import refused_page

pages = Blueprint("forgotten", __name__, url_prefix="/forgotten-password")


@pages.get("")
@anybody
def show() -> str:
    """The form."""
    return _page(Form())


@pages.post("")
@anybody
def ask() -> Response:
    """Have a letter sent, if there is an account."""
    _refuse_without_mail()
    try:
        ask_for_link(doors(), email("email", request.form.get("email")), present_visit(), language())
    except UserError as wrong:
        return refused_page(_page(Form.refused(request.form, wrong)), wrong)
    flash(gettext("If this address has an account, an e-mail is on its way. Its link works for 60 minutes."))
    return redirect(url_for("sign_in.show"), 303)


def _page(form: Form) -> str:
    _refuse_without_mail()
    return render_template("sign_in/forgotten.html", form=form)


def _refuse_without_mail() -> None:
    """Raises NotFound where no letters are sent."""
    if not mails() or not passwords_open():
        raise NotFound
