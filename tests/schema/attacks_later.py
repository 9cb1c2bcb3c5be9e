"""The impossible states of what later revisions added to the schema, as in `attacks.py`."""

LATER: list[tuple[str, str]] = [
    # Forecasts
    ("pk_day_off", "INSERT INTO day_off SELECT * FROM day_off"),
    ("pk_quote", "INSERT INTO quote SELECT * FROM quote"),
    ("ck_quote_about", "UPDATE quote SET about = 'luck', item_id = NULL WHERE about = 'next'"),
    ("ck_quote_item_where_about_one", "UPDATE quote SET item_id = NULL WHERE about = 'item'"),
    ("ck_quote_counts", "UPDATE quote SET n = 0"),
    ("ck_quote_counts", "UPDATE quote SET place = 0 WHERE about = 'next'"),
    # Cover
    ("pk_declaration", "INSERT INTO declaration SELECT * FROM declaration"),
    ("ck_declaration_says", "UPDATE declaration SET says = 'might'"),
    ("ck_absence_ends_after_start", "UPDATE absence SET last_day = '2026-11-22'"),
    ("pk_area_day", "INSERT INTO area_day SELECT * FROM area_day"),
    ("ck_area_day_state", "UPDATE area_day SET state = 'red'"),
    # Links that open one page
    ("uq_page_link_hash", "UPDATE page_link SET hash = 'page 1'"),
    ("ck_page_link_page", "UPDATE page_link SET page = 'team'"),
    ("ck_page_link_name_length", "UPDATE page_link SET name = ''"),
    ("ck_notice_only_one", "INSERT INTO notice SELECT 2, words, until FROM notice"),
    ("ck_notice_words_length", "UPDATE notice SET words = ''"),
]

LATER_TOO_LONG: list[tuple[str, str]] = [("ck_day_off_name_length", f"UPDATE day_off SET name = '{81 * 'x'}'")]
"""PostgreSQL refuses them by the length of the column."""
