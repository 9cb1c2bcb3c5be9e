"""The counts of a restored export, in the form of any import result."""

from queue_app.domain.exporting.team_parts import TeamFile
from queue_app.domain.queue.item import State
from queue_app.usecases.tx import Result


def counted(file: TeamFile) -> Result:
    """The items by state, and everything that came with them."""
    items = [told.item for told in file.items]
    counted: Result = {state.value: sum(item.state is state for item in items) for state in State}
    blocks = [block for told in file.items for block in told.blocks if block.to_at is None]
    return counted | {
        "whole": True,
        "imported": len(items),
        "known": 0,
        "repeated": 0,
        "skipped": [],
        "members": 0,
        "limit": sum(not slot["closing"] for slot in file.slots),
        "areas": [area["name"] for area in file.areas],
        "blocks": len(blocks),
        "plans": sum(bool(told.plan) for told in file.items),
        "notes": sum(len(told.notes) for told in file.items),
        "waits": sum(len(told.waits) for told in file.items),
        "events": len(file.events),
    }
