"""`make release-check` runs the commands in docs/running.md. Every block is read, and blocks that it leaves out exist."""

import pytest

from release.check import LEFT_OUT, PAGE
from release.page import Block, blocks

FOLLOWED = ["Install", "Start it with systemd", "Back it up", "Bring it back", "Upgrade, and the way back"]


@pytest.fixture
def page() -> list[Block]:
    return list(blocks(PAGE.read_text(encoding="utf-8")))


def test_every_section_with_commands_is_followed_or_left_out_for_a_reason(page: list[Block]) -> None:
    sections = list(dict.fromkeys(block.section for block in page))
    assert [one for one in sections if one not in LEFT_OUT] == FOLLOWED
    assert set(LEFT_OUT) < set(sections)


def test_no_indented_line_is_missed(page: list[Block]) -> None:
    indented = [line[4:] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("    ")]
    assert [line for block in page if not block.spoken for line in block.lines] == indented


def test_settings_and_commands_in_sentences_are_told_apart(page: list[Block]) -> None:
    assert [block.lines[0] for block in page if block.settings and block.section in FOLLOWED] == [
        "TOPMOST_URL=https://queue.example.org"
    ]
    assert [block.lines[1] for block in page if block.spoken] == ["systemctl start topmost"]
