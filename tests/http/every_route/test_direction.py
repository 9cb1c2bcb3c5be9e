"""The text direction of people's words does not affect the pages around them."""


def test_every_sentence_of_a_template_isolates_what_it_is_filled_with(app) -> None:  # W2
    template = app.jinja_env.from_string(
        '{{ _("Pull %(title)s", title=title) }}{{ ngettext("%(a)s", "%(a)s", 2, a=title) }}'
    )
    with app.test_request_context():
        assert template.render(title="\u202eevil") == "Pull evilevil"
        assert template.render(title="\u05e9") == "Pull \u2068\u05e9\u2069" + "\u2068\u05e9\u2069"
