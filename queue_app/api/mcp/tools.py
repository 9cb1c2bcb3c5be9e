"""The tools: a few verbs, built from the declared actions. A caller gets only the tools that it may use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from queue_app.api.hal import REQUIRED_RUN
from queue_app.domain.agents.allowed import check_agent, needs_run
from queue_app.domain.errors import N_
from queue_app.service.http.access import Caller
from queue_app.usecases import fields
from queue_app.usecases.action import Action
from queue_app.usecases.agents.ready import READY, note_of_ready
from queue_app.usecases.fields import RUN, Field
from queue_app.usecases.queue.add import ADD
from queue_app.usecases.queue.block import BLOCK, UNBLOCK
from queue_app.usecases.queue.finish import FINISH
from queue_app.usecases.queue.join import LEAVE
from queue_app.usecases.queue.plan import NOTE, STEP, TICK
from queue_app.usecases.queue.pull import PULL
from queue_app.usecases.queue.put_back import PUT_BACK

Arguments = Mapping[str, Any]
Choose = Callable[[Arguments], Action]
ITEM = fields.number("item", required=True)
UNBLOCKS = fields.flag("unblock")
FINISHES = fields.flag("finish", N_("Finish it: no person has to look"))


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool. `action` gives its right and inputs; None if it only reads. `choose` picks the action from the arguments."""

    name: str
    description: str
    action: Action | None = None
    inputs: tuple[Field, ...] = ()
    choose: Choose | None = None

    @property
    def writes(self) -> bool:
        """Whether the tool changes anything."""
        return self.action is not None

    def chosen(self, arguments: Arguments) -> Action:
        """The action that the arguments ask for."""
        if self.action is None:
            raise LookupError(f"{self.name} only reads")
        return self.choose(arguments) if self.choose else self.action

    def all_inputs(self, agent: bool) -> tuple[Field, ...]:
        """The inputs of the tool, with the item's number if it acts on an item, and with the run for an agent."""
        if self.action is None or self.action.on != "item":
            return self.inputs
        return (ITEM, *((REQUIRED_RUN,) if agent and needs_run(self.action.agents) else ()), *self.inputs)


def _some(action: Action, *names: str) -> tuple[Field, ...]:
    return tuple(field for field in action.fields if field.name in names)


_TOOLS = (
    Tool(
        "pull",
        "Start the top item that you may take, or get the one that you hold. The answer has all you need, and the run.",
        PULL,
        _some(PULL, "expect"),
    ),
    Tool(
        "look",
        "Read one item: words, plan, notes. Without a number the one that you hold.",
        inputs=(fields.number("item"),),
    ),
    Tool("queue", "What is in progress, and the first waiting items in order."),
    Tool("note", "Write down on your item what you learned.", NOTE, NOTE.fields),
    Tool(
        "step",
        "Add a step to the plan of your item, or tick one: done, or open again.",
        STEP,
        (*(fields.optional(field) for field in STEP.fields), *TICK.fields),
        lambda said: STEP if said.get("step") is not None else TICK,
    ),
    Tool(
        "block",
        "Say what your item waits for. With unblock it waits no more.",
        BLOCK,
        (*(fields.optional(field) for field in _some(BLOCK, "reason", "next_step")), UNBLOCKS),
        lambda said: UNBLOCK if said.get("unblock") else BLOCK,
    ),
    Tool("ready", "Your item is ready: a person looks at it. You leave it.", READY, (*READY.fields, FINISHES)),
    Tool("leave", "Leave your item. It stays in progress for somebody else.", LEAVE),
    Tool("put_back", "Put your item back to its place, because you cannot go on.", PUT_BACK, PUT_BACK.fields),
    Tool("propose", "Propose a new item. People decide where it goes.", ADD, _some(ADD, "title", "words", "reference")),
    Tool("forecast", "When items are likely finished.", inputs=(fields.number("item"),)),
    Tool("standup", "What is blocked, old, has nobody on it, or is ready to be looked at."),
)


TOOLS: dict[str, Tool] = {tool.name: tool for tool in _TOOLS}


def tools_for(caller: Caller) -> dict[str, Tool]:
    """The tools that this caller may use, by name."""
    return {name: tool for name, tool in TOOLS.items() if tool.action is None or _may(caller, tool.action)}


def _may(caller: Caller, action: Action) -> bool:
    if caller.agent is not None and action.agents == "never":
        return False
    return caller.may(action.right) and (caller.agent is not None or action is not READY)


def described(tool: Tool, caller: Caller) -> dict[str, Any]:
    """The tool as the protocol lists it. Without `finish` in a team where people finish; an agent that sends it is refused."""
    inputs = [
        field
        for field in tool.all_inputs(caller.agent is not None)
        if field is not FINISHES or caller.team.agents_finish
    ]
    schema: dict[str, Any] = {"type": "object", "properties": {field.name: _schema(field) for field in inputs}}
    required = [field.name for field in inputs if field.required]
    listed = {"name": tool.name, "description": tool.description}
    hints = {"readOnlyHint": not tool.writes, "destructiveHint": False, "openWorldHint": False}
    more = {"required": required} if required else {}
    return listed | {"inputSchema": schema | more | {"additionalProperties": False}, "annotations": hints}


def _schema(field: Field) -> dict[str, Any]:
    limits = _limits(field)
    return limits | ({"description": field.words} if field.words else {})


def _limits(field: Field) -> dict[str, Any]:
    match field.kind:
        case "number":
            return {"type": "integer", "minimum": field.least}
        case "choice":
            return {"type": "string", "enum": list(field.choices)}
        case "flag":
            return {"type": "boolean"}
        case "lines":
            return {"type": "array", "items": {"type": "string"}, "maxItems": field.most}
        case "numbers":
            return {"type": "array", "items": {"type": "integer"}, "maxItems": field.most}
    return {"type": "string", "maxLength": field.most} if field.most else {"type": "string"}


def acts(caller: Caller, tool: Tool, arguments: Arguments) -> list[tuple[Action, dict[str, Any]]]:
    """The actions that the arguments ask for, each with its body. Raises PeopleFinish or InputError."""
    action = tool.chosen(arguments)
    only_choose = {UNBLOCKS.name, FINISHES.name} | ({ITEM.name} if action.on == "item" else set())
    said = {name: value for name, value in arguments.items() if name not in only_choose}
    if action is not READY or not FINISHES.read(arguments.get(FINISHES.name)):
        return [(action, said)]
    check_agent(FINISH.agents, caller.team)
    run = {name: said.pop(name) for name in (RUN.name,) if name in said}
    words = note_of_ready(**READY.read(said))
    return [(NOTE, run | {"text": words}), (FINISH, run | {"open_steps": "anyway"})]
