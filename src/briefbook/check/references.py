"""References: does the id exist, and is it of the right kind?

In: an id and what it may name. Out: findings. Used for fields, for texts and for components alike, so that a wrong id
reads the same wherever it stands.
"""

from collections.abc import Iterator

from briefbook.check.index import PAGES, Index, Target, bad_id
from briefbook.check.suggest import did_you_mean
from briefbook.findings import Finding, Position
from briefbook.kinds import BY_NAME

_NOUNS = {PAGES: "page", **{name: kind.singular.replace("_", " ") for name, kind in BY_NAME.items()}}
_CODES = {("sources",): "unknown-source", ("pages",): "unknown-page"}


def noun(kind: str) -> str:
    """What a message calls one of these: `event`, `key point`, `page`."""
    return _NOUNS[kind]


def check_reference(
    index: Index, briefing: str, reference: str, kinds: tuple[str, ...], position: Position, label: str, record: str
) -> Iterator[Finding]:
    """Check one reference; `kinds` are those it may name, none meaning any."""
    target = index.find(briefing, reference)
    if target is None:
        if not index.may_be_broken(briefing, reference, kinds):
            yield _unknown(index, briefing, reference, kinds, position, label, record)
    elif kinds and target.kind not in kinds:
        message = f"{label} names '{reference}' where {_a(kinds)} is expected; it is {_a((target.kind,))}"
        same = [t.id for t in index.targets.get(briefing, {}).values() if t.kind in kinds]
        yield Finding(position, "wrong-kind", message, did_you_mean(reference, same, _where(kinds, briefing)), record)
    elif record and target.entry and target.id == record and target.entry.briefing == briefing:
        yield Finding(position, "self-reference", f"{label} refers to itself", "take it out, or name another record", record)
    else:
        yield from _standing(target, reference, position, label, record)


def _unknown(
    index: Index, briefing: str, reference: str, kinds: tuple[str, ...], position: Position, label: str, record: str
) -> Finding:
    code = _CODES.get(kinds, "unknown-reference")
    verb = "cites" if kinds == ("sources",) else "names"
    folder, slash, name = reference.rpartition("/")
    if slash and folder not in index.targets:
        help_line = did_you_mean(folder, index.briefings, "the part before '/' is a briefing's folder")
        return Finding(position, code, f"{label} {verb} '{reference}', and there is no briefing '{folder}'", help_line, record)
    there = folder if slash else briefing
    candidates = index.known(there, kinds)
    stripped = reference.partition("-")[2]
    near = stripped if stripped in candidates else ""
    help_line = f"did you mean '{near}'? Ids have no prefix" if near else did_you_mean(name, candidates, _where(kinds, there))
    help_line = help_line or _places(there if there in index.briefings else "")
    what = _a(kinds) if kinds else "no record or page"
    message = f"{label} {verb} '{reference}'" if code == "unknown-source" else (
        f"{label} {verb} '{reference}', and there is {what.replace('a ', 'no ', 1).replace('an ', 'no ', 1)} of that id"
    )
    return Finding(position, code, message, help_line, record)


def _where(kinds: tuple[str, ...], briefing: str) -> str:
    if len(kinds) != 1:
        return ""
    if kinds[0] == PAGES:
        return f"Pages lie in docs/{briefing}/"
    file = f"data/{briefing}/{kinds[0]}.yml"
    return f"{noun(kinds[0]).capitalize()}s are listed in {file}"


def _places(briefing: str) -> str:
    if not briefing:
        return "this page belongs to no briefing: put its folder before the id, as in 'briefing/id'"
    return f"records are listed in data/{briefing}/, and pages lie in docs/{briefing}/"


def _a(kinds: tuple[str, ...]) -> str:
    words = " or ".join(noun(kind) for kind in kinds)
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _standing(target: Target, reference: str, position: Position, label: str, record: str) -> Iterator[Finding]:
    status = target.status
    if status == "draft":
        yield Finding(position, "draft-reference", f"{label} names '{reference}', which is a draft and will not be published",
                      "publish the draft ('status: current'), or take the reference out", record)
    elif status == "withdrawn":
        yield Finding(position, "withdrawn-reference", f"{label} names '{reference}', which has been withdrawn",
                      "check whether the sentence still holds without it", record)


def is_words(text: str) -> bool:
    """Whether a value that may be an id or plain words is plain words: it has a space or a capital letter."""
    return bool(bad_id(text))
