"""The waits that close a circle are found among many new waits. Each is checked once."""

from queue_app.domain.waits.circles import closing_waits


def test_what_closes_a_circle_is_named_and_nothing_else():
    assert closing_waits({1: [2, 3], 2: [3], 3: []}) == {}
    assert closing_waits({1: [2], 2: [3], 3: [1, 4], 4: [4]}) == {3: [1], 4: [4]}
    assert closing_waits({"a": ["b", "c"], "b": ["a"], "c": ["a"]}) == {"b": ["a"], "c": ["a"]}


def test_a_chain_may_be_as_long_as_a_file():
    chain = {n: [n + 1] for n in range(100_000)}
    assert closing_waits(chain) == {}
    assert closing_waits(chain | {100_000: [0]}) == {100_000: [0]}
