"""Components on pages: do they exist, and do their options make sense?

In: the component nodes of a page. Out: findings at the call, and the calls that can be read.
"""

from collections.abc import Iterator
from dataclasses import replace

from briefbook.check.index import PAGES
from briefbook.check.references import check_reference
from briefbook.check.scene import Scene
from briefbook.check.suggest import did_you_mean
from briefbook.findings import Finding
from briefbook.kinds import LISTS
from briefbook.kinds.pages import COMPONENTS, Component
from briefbook.prose import Call, CallError, Node, read_call, repaired_call


def check_component(node: Node, scene: Scene) -> Iterator[Finding]:
    """Check one component's call."""
    try:
        call = read_call(node.text)
    except CallError as error:
        repaired = repaired_call(node.text)
        help_line = f"write {repaired}" if repaired else 'write it as {{ timeline() }} or {{ dilemma("id") }}'
        yield scene.finding(node, "component-syntax", f"{error}", help_line)
        return
    component = COMPONENTS.get(call.name)
    if component is None:
        help_line = did_you_mean(call.name, COMPONENTS) or f"there are {', '.join(sorted(COMPONENTS))}"
        yield scene.finding(node, "unknown-component", f"there is no component '{call.name}'", help_line)
        return
    yield from _options(node, scene, component, call)
    yield from _argument(node, scene, component, call)


def _options(node: Node, scene: Scene, component: Component, call: Call) -> Iterator[Finding]:
    known = {**component.options, "briefing": str}
    for name, value in call.keywords.items():
        allowed = known.get(name)
        if allowed is None:
            help_line = did_you_mean(name, known, f"the options of {component.name} are {', '.join(known)}")
            yield scene.finding(node, "unknown-option", f"{component.name} has no option '{name}'", help_line)
        elif isinstance(allowed, tuple) and value not in allowed:
            help_line = did_you_mean(str(value), allowed, f"one of: {', '.join(allowed)}")
            yield scene.finding(node, "unknown-option", f"'{name}' cannot be '{value}'", help_line)
        elif allowed is int and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
            yield scene.finding(node, "unknown-option", f"'{name}' is a number from 1", f"write {name}=5")
        elif name == "briefing" and value not in scene.index.briefings:
            help_line = did_you_mean(
                str(value), scene.index.briefings, f"briefings are {', '.join(scene.index.briefings)}"
            )
            yield scene.finding(node, "unknown-reference", f"there is no briefing '{value}'", help_line)


def _argument(node: Node, scene: Scene, component: Component, call: Call) -> Iterator[Finding]:
    wanted = 1 if component.argument else 0
    if len(call.arguments) != wanted:
        example = f'{component.name}("...")' if wanted else f"{component.name}()"
        yield scene.finding(
            node,
            "component-syntax",
            f"{component.name} takes {'one value' if wanted else 'no value'} in its brackets",
            f"write {{{{ {example} }}}}",
        )
        return
    briefing = str(call.keywords.get("briefing", scene.briefing))
    if "briefing" in call.keywords and briefing not in scene.index.briefings:
        return
    if not component.anywhere and briefing not in scene.index.briefings:
        yield scene.finding(
            node,
            "no-briefing",
            f"{component.name} needs a briefing, and this page belongs to none",
            f'name one: {{{{ {component.name}(briefing="...") }}}}',
        )
    elif component.argument == "record" and component.kind:
        naming = scene.naming(node, str(call.arguments[0]), (component.kind.name,))
        yield from check_reference(replace(naming, briefing=briefing))
    elif component.argument == "kind" and call.arguments[0] not in {kind.name for kind in LISTS}:
        names = [kind.name for kind in LISTS]
        yield scene.finding(
            node,
            "unknown-option",
            f"'{call.arguments[0]}' is no kind of record",
            did_you_mean(str(call.arguments[0]), names, f"one of: {', '.join(names)}"),
        )
    elif component.argument == "folder" and call.arguments[0] not in {
        t.id for t in scene.index.targets[briefing].values() if t.kind == PAGES
    }:
        yield scene.finding(
            node,
            "unknown-option",
            f"'{call.arguments[0]}' is no folder of pages here",
            "name a folder such as 'background'",
        )
