"""References that are unique only within a project: with several projects in a file, each gets its project as a prefix."""

from collections.abc import Sequence

from queue_app.domain.importing.facts.source_item import SourceItem


def with_projects(items: Sequence[SourceItem], projects: Sequence[str]) -> None:
    """Prefix each reference with its project if the file has more than one project."""
    if len(set(projects)) < 2:
        return
    for item, project in zip(items, projects, strict=True):
        if item.reference and project:
            item.reference = f"{project}#{item.reference}"
            item.waits_for = tuple(f"{project}#{number}" for number in item.waits_for)
            item.holds = tuple(f"{project}#{number}" for number in item.holds)
