"""Changes as people read them: text, Markdown, and a fragment of HTML.

In: pairs of models. Out: one text. What is taken out and what is put in is marked in each form by its own means:
`[-out-] {+in+}`, `~~out~~ **in**`, `<del>` and `<ins>`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefbook.editions import Change, diff, nothing
from briefbook.editions.find import Tree
from briefbook.load.package import package_folder
from briefbook.load.snapshot import Model
from briefbook.render.changes import Telling
from briefbook.render.views import View
from briefbook.web import Templates
from briefbook.words import Words

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&!@$])")
# What a code host makes a link of, or calls somebody by, in words that stand as they are: @name, #1, GH-1, addresses.
_CALLS = re.compile(r"(?<=@)|(?<=#)(?=\d)|(?<=www)(?=\.)|(?<=:)(?=//)|(?<=\bGH)(?=-\d)", re.IGNORECASE)
_JOINER = "\u2060"
_SIGNS = {"kept": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
_MARKS = {"kept": "{}", "out": "~~{}~~", "in": "**{}**"}
Escape = Callable[[str], str]


@dataclass(frozen=True)
class Pair:
    """One briefing, before and after. The labels say where each of them comes from."""

    old: Model
    new: Model
    old_label: str
    new_label: str

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What changed."""
        return diff(self.old, self.new)

    @property
    def words(self) -> Words:
        """The language of the report: that of the briefing."""
        language = self.new["fields"].get("language") or self.old["fields"].get("language")
        return Words(language if isinstance(language, str) else "en")

    @property
    def title(self) -> str:
        """What the briefing is called."""
        title = self.new["fields"].get("title") or self.old["fields"].get("title")
        return title if isinstance(title, str) else str(self.new["briefing"])

    def view(self) -> View:
        """The report as the templates see it."""
        groups = Telling(self.words, self.old, self.new).groups(self.changes)
        return View(title=self.title, old=self.old_label, new=self.new_label, groups=groups, level=3)


def pairs(before: Tree, after: Tree) -> tuple[Pair, ...]:
    """The briefings of two trees side by side; one that only one of them has is beside nothing.

    Where one side is a single briefing, only that one is compared.
    """
    partial = [tree for tree in (before, after) if not tree.whole]
    if len(partial) == 2:  # two single briefings are compared whatever they are called
        old, new = (next(iter(tree.models.values())) for tree in partial)
        return (Pair(old, new, before.label, after.label),)
    names = sorted({name for tree in partial or (before, after) for name in tree.models})
    former = {} if partial else _other_folders(before, after)
    sides = (
        (before.models.get(former.get(name, name)) or nothing(name), after.models.get(name) or nothing(name))
        for name in names
        if name not in former.values()
    )
    return tuple(Pair(old, new, before.label, after.label) for old, new in sides)


def _other_folders(before: Tree, after: Tree) -> dict[str, str]:
    """The briefings that have another folder, each with its former: one that went and one that came share their ids."""
    gone = [model for name, model in before.models.items() if name not in after.models]
    found: dict[str, str] = {}
    for name, model in after.models.items():
        if name in before.models:
            continue
        shared = [(len(model["records"].keys() & one["records"].keys()), str(one["briefing"])) for one in gone]
        number, former = max(shared, default=(0, ""))
        if 2 * number > len(model["records"]) and former not in found.values():
            found[name] = former
    return found


def to_text(pairs: Sequence[Pair]) -> str:
    """Plain text for a terminal."""
    return _all(pairs, _text)


def to_markdown(pairs: Sequence[Pair]) -> str:
    """Markdown, for a comment on a pull request."""
    return _all(pairs, _markdown)


def to_html(pairs: Sequence[Pair]) -> str:
    """A fragment of HTML, escaped, with `ins` and `del`."""
    own = package_folder("macros")
    made = (str(Templates(own, pair.words).render("change_report", pair.view())).strip() for pair in _changed(pairs))
    return "\n".join(made) + "\n" if _changed(pairs) else '<p class="nothing">Nothing has changed.</p>\n'


def _changed(pairs: Sequence[Pair]) -> list[Pair]:
    return [pair for pair in pairs if pair.changes]


def _all(pairs: Sequence[Pair], write: Callable[[Pair], Iterator[str]]) -> str:
    texts = ["\n".join(write(pair)) for pair in _changed(pairs)]
    return "\n\n".join(texts) + "\n" if texts else "Nothing has changed.\n"


def _text(pair: Pair) -> Iterator[str]:
    view = pair.view()
    yield printable(f"{view.title}: {view.old} → {view.new}")
    for group in view.groups:
        yield ""
        yield printable(f"{_heading(group)}{f' ({group.id})' if group.id else ''}")
        for line in group.lines:
            yield f"  {_said(line, _SIGNS, printable)}"


def _markdown(pair: Pair) -> Iterator[str]:
    view = pair.view()
    yield f"## {escaped(view.title)}"
    yield ""
    yield f"{escaped(view.old)} → {escaped(view.new)}"
    for group in view.groups:
        yield ""
        yield f"### {escaped(_heading(group))}"
        yield ""
        for line in group.lines:
            yield f"- {markdown_line(line)}"


def markdown_line(line: View) -> str:
    """What a line says, in Markdown."""
    return _said(line, _MARKS, escaped)


def _heading(group: View) -> str:
    noun = f"{group.noun[:1].upper()}{group.noun[1:]}"
    return f"{noun}: {group.title}" if group.title else noun


def _said(line: View, signs: dict[str, str], escape: Escape) -> str:
    said = "".join(_piece(piece, signs, escape) for piece in line.pieces)
    notes = [line.note] if line.note else []
    notes += [f"+ {title}" for title in line.gained] + [f"- {title}" for title in line.lost]
    shown = " ".join(filter(None, [said, f"({escape('; '.join(notes))})" if notes else ""]))
    return ": ".join(filter(None, [escape(line.lead), shown]))


def _piece(piece: View, signs: dict[str, str], escape: Escape) -> str:
    """A piece with its sign; spaces at its ends stay outside, where Markdown wants them."""
    words = piece.text.strip()
    before, _, after = piece.text.partition(words) if words else (piece.text, "", "")
    return f"{_space(before)}{signs[piece.sign].format(escape(words)) if words else ''}{_space(after)}"


def _space(text: str) -> str:
    return " " if text else ""


def printable(text: str) -> str:
    """Words for a terminal: on one line, with nothing in them that could speak to it."""
    return "".join(c if c.isprintable() else " " if c.isspace() else f"\\u{ord(c):04x}" for c in text)


def escaped(text: str) -> str:
    """Words in Markdown, as words and nothing else.

    A backslash does not keep a host from notifying `@name`, because it looks at what is left after Markdown; a joiner
    that nobody sees does.
    """
    return _MARKDOWN.sub(r"\\\1", _CALLS.sub(_JOINER, printable(text)))
