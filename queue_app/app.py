"""Puts the application together: a list of parts, each configured by one function. Wiring only, no rules."""

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.exceptions import MethodNotAllowed, Unauthorized

from queue_app.api.routes import api
from queue_app.cli.commands import Commands
from queue_app.service.http import (
    access,
    addresses,
    arrival,
    compression,
    errors,
    headers,
    hosts,
    language,
    request_log,
    security_log,
    sub_path,
    visitor,
)
from queue_app.service.live import watchers
from queue_app.service.oidc.known_provider import know_provider
from queue_app.service.process import database, passwords, token_limits
from queue_app.service.process.chores import make_chores
from queue_app.service.process.kept.caches import start_caches
from queue_app.service.process.kept.compiled_templates import keep_compiled_templates
from queue_app.service.process.mailing import deliver_mail
from queue_app.service.proxy.forwarded import believe_proxies
from queue_app.service.reports import hanging, metrics
from queue_app.service.reports.health import health
from queue_app.service.reports.notice import show_notices
from queue_app.service.reports.scrape import scrape
from queue_app.settings import Config, from_environment
from queue_app.web import (
    account,
    agents,
    cover,
    days_off,
    example,
    finished,
    first_run,
    flow,
    forecast,
    home,
    importing,
    item,
    join,
    order,
    queue,
    radiator,
    shared,
    sign_in,
    standup,
    team,
)
from queue_app.web.html import where
from queue_app.web.html.assets import Assets
from queue_app.web.html.manifest import manifest_blueprint
from queue_app.web.html.rendering import TemplateEnvironment, set_up_templates
from queue_app.web.operators import installation
from queue_app.web.programs import docs, export
from queue_app.web.ways_in import code, forgotten, oidc, own_second_step, proxy


def create_app(config: Config | None = None) -> Flask:
    """Create the application with the settings `config`, by default those of the process environment.

    Raises LookupError if a route does not declare who may use it.
    """
    app = Flask("queue_app", static_folder=None)
    app.jinja_environment = TemplateEnvironment
    app.config.from_object(config or from_environment())
    _configure_database(app)
    _configure_addresses(app)
    _configure_requests(app)
    _configure_chores(app)
    _configure_templates(app)
    _configure_pages(app)
    _configure_api(app)
    _configure_commands(app)
    access.refuse_undeclared(app)
    return app


def _configure_database(app: Flask) -> None:
    database.open_doors(app)
    start_caches(app)
    watchers.watch_teams(app)


def _configure_addresses(app: Flask) -> None:
    addresses.register_converters(app)
    hosts.set_up_names(app)
    sub_path.live_below_path(app)


def _configure_requests(app: Flask) -> None:
    believe_proxies(app)
    request_log.log_requests(app)
    hanging.watch_requests(app)
    metrics.count_requests(app)
    security_log.log_security(app)
    headers.send_headers(app)
    compression.compress_answers(app)
    passwords.set_up_passwords(app)
    token_limits.limit_tokens(app)
    know_provider(app)
    language.set_up_languages(app)
    visitor.set_up_sign_in(app)
    arrival.receive(app)
    errors.register_errors(app)
    show_notices(app)


def _configure_chores(app: Flask) -> None:
    """Start the chores' thread with the first request, because a fork loses threads that were started before it."""
    chores = make_chores(app)
    if not app.testing:
        app.before_request(chores.start)
    deliver_mail(app)


def _configure_templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    if not app.testing:  # Each test's application has another secret, so none could use the cache of another.
        keep_compiled_templates(app)
    assets = Assets()
    app.register_blueprint(assets.blueprint())
    app.register_blueprint(manifest_blueprint(assets))
    set_up_templates(app.jinja_env, assets)


def _configure_pages(app: Flask) -> None:
    app.register_blueprint(health)
    app.register_blueprint(scrape)
    app.register_error_handler(Unauthorized, sign_in.instead)
    app.register_error_handler(MethodNotAllowed, where.reloaded)
    for page in (
        sign_in,
        forgotten,
        oidc,
        code,
        proxy,
        own_second_step,
        home,
        example,
        account,
        installation,
        agents,
        first_run,
        join,
        team,
        days_off,
        shared,
        queue,
        item,
        finished,
        standup,
        radiator,
        flow,
        forecast,
        cover,
        order,
        docs,
        export,
        importing,
    ):
        app.register_blueprint(page.pages)


def _configure_api(app: Flask) -> None:
    app.register_blueprint(api)


def _configure_commands(app: Flask) -> None:
    app.cli = Commands(app.name)
