"""References: does the id exist, and is it of the right kind?

In: an id and what it may name. Out: findings. Used for fields, for texts and for components alike, so that a wrong id
reads the same wherever it stands.
"""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass

from briefbook.check.forms import ids_in
from briefbook.check.index import PAGES, Index, Target, bad_id
from briefbook.check.suggest import did_you_mean, nearest
from briefbook.findings import Finding, Position
from briefbook.kinds import BY_NAME

_NOUNS = {PAGES: "page", **{name: kind.singular.replace("_", " ") for name, kind in BY_NAME.items()}}
_CODES: dict[tuple[str, ...], str] = {("sources",): "unknown-source", ("pages",): "unknown-page"}


def noun(kind: str) -> str:
    """What a message calls one of these: `event`, `key point`, `page`."""
    return _NOUNS[kind]


@dataclass(frozen=True, slots=True)
class Naming:
    """A reference where it stands: `kinds` are those it may name, none meaning any.

    `place` is asked only when there is something to say: in a text, finding it costs more than the check.
    """

    index: Index
    briefing: str
    text: str
    kinds: tuple[str, ...]
    place: Callable[[], Position]
    label: str
    record: str

    def says(self, code: str, message: str, help_line: str) -> Finding:
        """A finding at the reference."""
        return Finding(self.place(), code, f"{self.label} {message}", help_line, self.record)


def check_reference(naming: Naming) -> Iterator[Finding]:
    """Check one reference."""
    target = naming.index.find(naming.briefing, naming.text)
    if target is None:
        if not naming.index.may_be_broken(naming.briefing, naming.text, naming.kinds):
            yield _unknown(naming)
    elif naming.kinds and target.kind not in naming.kinds:
        message = f"names '{naming.text}' where {_a(naming.kinds)} is expected; it is {_a((target.kind,))}"
        ids = naming.index.targets.get(naming.briefing, {}).values()
        same = [other.id for other in ids if other.kind in naming.kinds]
        help_line = did_you_mean(naming.text, same, _where(naming.kinds, naming.briefing))
        yield naming.says("wrong-kind", message, help_line)
    elif target.entry and target.id == naming.record and target.entry.briefing == naming.briefing:
        yield naming.says("self-reference", "refers to itself", "take it out, or name another record")
    else:
        yield from _standing(naming, target)


def _unknown(naming: Naming) -> Finding:
    index, kinds = naming.index, naming.kinds
    code = _CODES.get(kinds, "unknown-reference")
    verb = "cites" if kinds == ("sources",) else "names"
    folder, slash, name = naming.text.rpartition("/")
    if help_line := _instead(naming):
        return naming.says(code, f"{verb} '{naming.text}', which is no id", help_line)
    if slash and folder not in index.targets:
        help_line = did_you_mean(folder, index.briefings, "the part before '/' is a briefing's folder")
        return naming.says(code, f"{verb} '{naming.text}', and there is no briefing '{folder}'", help_line)
    there = folder if slash else naming.briefing
    known = index.known(there, kinds)
    unprefixed = naming.text.partition("-")[2]
    if unprefixed in known:
        help_line = f"did you mean '{unprefixed}'? Ids have no prefix"
    else:
        help_line = did_you_mean(name, known, _where(kinds, there)) or _places(
            there if there in index.briefings else ""
        )
    what = f"no {' or '.join(map(noun, kinds))}" if kinds else "no record or page"
    missing = "" if code == "unknown-source" else f", and there is {what} of that id"
    return naming.says(code, f"{verb} '{naming.text}'{missing}", help_line)


def _instead(naming: Naming) -> str:
    """What to write for what was never meant as an id: a title, a name, an address, several ids in one."""
    if called := naming.index.called(naming.briefing, naming.text, naming.kinds):
        return f"did you mean '{called}'? That is its id"
    several = ids_in(naming.text)
    if len(several) > 1 and all(naming.index.find(naming.briefing, each) for each in several):
        return f"these are {len(several)} ids, each by itself: {', '.join(several)}"
    _, sign, anchor = naming.text.rpartition("#" if "#" in naming.text else ".yml/")
    if sign and anchor in naming.index.known(naming.briefing, naming.kinds):
        return f"did you mean '{anchor}'? An id stands alone"
    folder, slash, name = naming.text.rpartition("/")
    is_own = slash and name in naming.index.known(naming.briefing, naming.kinds)
    if is_own and folder not in naming.index.targets and not nearest(folder, naming.index.briefings):
        return f"did you mean '{name}'? An id stands alone"
    is_address = "//" in naming.text
    return _where(naming.kinds, naming.briefing) or _places(naming.briefing) if is_address else ""


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


def _standing(naming: Naming, target: Target) -> Iterator[Finding]:
    if target.status == "draft":
        message = f"names '{naming.text}', which is a draft and will not be published"
        help_line = "publish the draft ('status: current'), or take the reference out"
        yield naming.says("draft-reference", message, help_line)
    elif target.status == "withdrawn":
        message = f"names '{naming.text}', which has been withdrawn"
        yield naming.says("withdrawn-reference", message, "check whether the sentence still holds without it")


def is_words(text: str, briefings: Container[str] = ()) -> bool:
    """Whether a value that may be an id or plain words is plain words: it has a space or a capital letter.

    With a slash it is an id only if a briefing comes before it.
    """
    folder, slash, name = text.partition("/")
    return bool(bad_id(name)) or folder not in briefings if slash else bool(bad_id(text))
