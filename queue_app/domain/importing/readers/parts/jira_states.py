"""The state of a Jira issue: its category, else its status. Done with a resolution such as *Won't Do* means dropped."""

from queue_app.domain.importing.words.states import category as category_meaning
from queue_app.domain.importing.words.states import meaning, resolution
from queue_app.domain.queue.item import State


def jira_state(word: str, category: str, resolved_as: str) -> State | None:
    """The state, or None for an unknown status without a known category."""
    state = (category_meaning(category) if category else None) or meaning(word, "jira")
    if state is None and category:
        state = meaning(category)
    if state is State.FINISHED and (resolution(resolved_as) if resolved_as else None) is State.DROPPED:
        return State.DROPPED
    if state is State.FINISHED and meaning(word, "jira") is State.DROPPED:
        return State.DROPPED
    return state
