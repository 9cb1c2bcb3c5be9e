"""A pull passes over an item until the item that it waits for is finished. No item can wait for itself."""


def let_wait(board, item, other):
    return board.member.act(board.item(item, board.member), "wait-for", number=other)


def waits_of(board, number):
    return [(wait["number"], wait["holds"]) for wait in board.item(number)["waits"]]


def test_a_pull_passes_over_what_waits_until_the_other_is_finished(board):
    one, two = board.add("one", "two")
    waiting = let_wait(board, one, two)
    assert waits_of(board, one) == [(two, True)]
    assert board.queue()["next_item"]["number"] == two
    assert board.pull()["item"] == two
    assert board.queue()["next_item"] is None
    finished = board.act(two, "finish")
    assert (finished["freed"], waits_of(board, one)) == ([one], [(two, False)])
    board.manager.act(board.queue(), "undo", seq=finished["seq"])
    assert (waits_of(board, one), board.queue()["next_item"]) == ([(two, True)], None)
    board.act(one, "stop-waiting", board.member, wait=waiting["wait"])
    assert board.pull()["item"] == one


def test_a_dropped_item_holds_until_the_wait_is_removed(board):
    one, two = board.add("one", "two")
    let_wait(board, one, two)
    board.act(two, "drop", reason="Nobody needs it.")
    (wait,) = board.item(one)["waits"]
    assert (wait["state"], wait["holds"], board.queue()["next_item"]) == ("dropped", True, None)
    board.act(one, "stop-waiting", wait=wait["id"])
    assert board.queue()["next_item"]["number"] == one


def test_a_circle_is_refused_with_its_way(board):
    one, two, three = board.add("one", "two", "three")
    let_wait(board, one, two)
    let_wait(board, two, three)
    target = board.item(three)["_templates"]["wait-for"]["target"]
    no = board.refused(board.manager, target, {"number": one})
    assert (no.status, no.code) == (409, "waits_in_a_circle")
    assert f"#{three} waits for #{one}, which waits for #{two}, which waits for #{three}." in str(no)


def test_what_waits_below_is_said(board):
    one, two = board.add("one", "two")
    let_wait(board, one, two)
    assert [wait["against"] for wait in board.item(one)["waits"]] == [True]
    board.act(two, "move", above=one, kind="others_depend", reason="It is waited for.")
    assert [wait["against"] for wait in board.item(one)["waits"]] == [False]
