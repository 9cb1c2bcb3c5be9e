"""Sets up the templates: filters, globals and translation. The app calls `furnish` once."""

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from operator import attrgetter
from typing import Any, Literal

from babel.lists import format_list
from flask import url_for
from flask.templating import Environment as FlaskEnvironment
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from queue_app import __version__
from queue_app.domain import inputs
from queue_app.domain.chart import shared_signs
from queue_app.domain.cover import declarations
from queue_app.domain.cover.odds import OUTLOOK_LABELS
from queue_app.domain.cover.states import COVER_LABELS, cover_style
from queue_app.domain.flow.ages import SLE_SHARE
from queue_app.domain.forecast import quality
from queue_app.domain.queue.events import EVENT_KINDS
from queue_app.domain.queue.item import STATE_LABELS
from queue_app.domain.queue.reasons import ORDER_REASONS, PUT_BACK_REASONS, SKIP_REASONS, ReasonKind, because
from queue_app.domain.queue.undo import UNDO_MINUTES
from queue_app.domain.team.rights import ROLE_LABELS, ROLE_NOUNS
from queue_app.screens.item.item import ItemScreen
from queue_app.service.http.client import browser_words
from queue_app.service.http.language import gettext, language, locale, localized, ngettext
from queue_app.service.http.visitor import display
from queue_app.service.reports.notice import notice_words
from queue_app.usecases.actions import ACTIONS
from queue_app.usecases.sign_in.account import FRESH_MINUTES
from queue_app.usecases.team.joining import INVITATION_DAYS
from queue_app.web.html import dates, import_words, when
from queue_app.web.html.assets import Assets
from queue_app.web.html.charts import words as chart_words
from queue_app.web.html.charts.lanes import lanes
from queue_app.web.html.charts.staircase import staircase
from queue_app.web.html.drawn_once import DrawnOnce, draw_again, form_key, form_token
from queue_app.web.html.form import Form
from queue_app.web.html.form_fields import attributes, fields_of, named, options_of
from queue_app.web.html.initials import initials, tint
from queue_app.web.html.manifest import PAPER
from queue_app.web.html.numbers import decimal, group_in_sentences, number
from queue_app.web.html.prose import ImagePlace, Images, prose
from queue_app.web.html.queue_parts import RowTexts, now_part, order_part, page_day, rows_part


class TemplateEnvironment(FlaskEnvironment):
    """An environment whose templates share its globals, since none has globals of its own.

    Jinja adds a layer of globals per template, and copies it name by name at each import and include.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of the environment. Raises ValueError if a template brings its own."""
        if d:
            raise ValueError("a template here has no globals of its own")
        return self.globals


def set_up_templates(environment: Environment, assets: Assets) -> None:
    """Add everything to the environment of the templates.

    It also trims white space: a template's indentation is not sent.
    """
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.autoescape = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    group_in_sentences(environment)
    environment.filters.update(
        ago=dates.ago,
        answers=answers,
        browser_words=browser_words,
        choices=choices,
        clock=dates.clock,
        decimal=decimal,
        day=dates.day,
        day_of=dates.day_of,
        initials=initials,
        moment=dates.moment,
        number=number,
        pairs=pairs,
        prose=prose,
        image_places=image_places,
        lasting=dates.ago_words,
        tint=tint,
        localized=localized,
        listed=join_words,
        short_day=chart_words.short_day,
        month=chart_words.month,
        named=named,
        part=chart_words.part,
        stretch=chart_words.stretch,
        tick=chart_words.tick,
        translated=translated,
    )
    environment.globals.update(
        asset=lambda name: url_for("assets.file", digest=assets.digest, name=name),
        scripts=assets.scripts(),
        ago_patterns=dates.ago_patterns,
        csrf_token=form_token,
        page_key=form_key,
        no_form=Form(),
        attributes=attributes,
        fields_of=fields_of,
        options_of=options_of,
        longest_search=inputs.SEARCH,
        undo_minutes=UNDO_MINUTES,
        fresh_minutes=FRESH_MINUTES,
        invitation_days=INVITATION_DAYS,
        cover_words=COVER_LABELS,
        cover_as=cover_style,
        outlook_words=OUTLOOK_LABELS,
        event_kinds=EVENT_KINDS,
        order_reasons=ORDER_REASONS,
        put_back_reasons=PUT_BACK_REASONS,
        skip_reasons=SKIP_REASONS,
        declaration_kinds=declarations.KINDS,
        role_labels=ROLE_LABELS,
        role_nouns=ROLE_NOUNS,
        sle_share=SLE_SHARE,
        import_words=import_words,
        state_labels=STATE_LABELS,
        verb_labels={
            action.verb: action.title for on in ("queue", "item") for action in ACTIONS.values() if action.on == on
        },
        reasons_because=because(),
        bars=bars,
        drawn_once=DrawnOnce() if not environment.auto_reload else draw_again,
        row_texts=RowTexts() if not environment.auto_reload else RowTexts(0),
        now_part=now_part,
        order_part=order_part,
        rows_part=rows_part,
        page_day=page_day,
        day_words=dates.day_words,
        percent=quality.percent,
        lanes=lanes,
        history_words=when.history_words,
        shared_signs=shared_signs,
        staircase=staircase,
        when_words=when.when_words,
        likely_words=when.likely_words,
        language=language,
        display_attributes=display_attributes,
        display_theme=lambda: display()[0],
        paper=PAPER,
        version=__version__,
        notice_words=notice_words,
    )


def image_places(screen: ItemScreen) -> Images:
    """The images that the texts of this item can show."""
    team, number = screen.frame.team.number, screen.number
    return {
        image.n: ImagePlace(
            url_for("item.image", team=team, number=number, image=image.n), image.alt, image.width, image.height
        )
        for image in screen.images
    }


def display_attributes() -> Markup:
    """The visitor's theme and single-key setting as attributes of <html>, so that the first paint is right without a script."""
    theme, keys = display()
    return Markup("").join(
        Markup(' data-{}="{}"').format(name, value) for name, value in (("theme", theme), ("keys", keys)) if value
    )


def join_words(words: Sequence[str], style: Literal["standard", "or"] = "standard", strong: bool = False) -> Markup:
    """`A, B and C`, with "or" `A, B or C`, by the list format of the language."""
    pattern = Markup("<b>{}</b>") if strong else Markup("{}")
    return escape(format_list(["{}"] * len(words), style, locale())).format(*map(pattern.format, words))


def pairs(things: Iterable[object], *names: str) -> list[Any]:
    """These attributes of each object, such as its id and name, as choices of an input."""
    return list(map(attrgetter(*names), things))


@pass_context
def translated(context: Context, labels: Mapping[str, str]) -> list[tuple[str, Any]]:
    """Each value with its translated label."""
    return [(name, context.call(context["gettext"], label)) for name, label in labels.items()]


@pass_context
def choices(context: Context, reasons: Mapping[str, ReasonKind]) -> list[tuple[str, Any]]:
    """The kinds that a form offers, each with its translated label."""
    return translated(context, {name: kind.label for name, kind in reasons.items() if kind.offered})


@pass_context
def answers(context: Context, reasons: Mapping[str, ReasonKind]) -> list[tuple[str, Any, Any]]:
    """Like `choices`, with an explanation each."""
    gettext = context["gettext"]
    hints = {name: context.call(gettext, kind.hint) if kind.hint else "" for name, kind in reasons.items()}
    return [(name, label, hints[name]) for name, label in choices(context, reasons)]


def bars(parts: int, gap: float = 1.6) -> Iterable[tuple[str, str]]:
    """Start and width, in per cent, of equal parts side by side, for an SVG of any width."""
    width = (100 - gap * (parts - 1)) / parts
    return [(f"{i * (width + gap):.1f}%", f"{width:.1f}%") for i in range(parts)]
