"""Syntax errors in an editor's words, with the line repaired where one can tell what was meant.

In: a parser's error. Out: one finding. Apart from the reader because its subject is people's habits: colons in
sentences, quotes that do not close, tabs. Whoever knows a cause says it; the first of them is right.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import yaml
from yaml.reader import ReaderError

from briefbook.findings import Finding
from briefbook.load.habits import POSSIBLE, SURE, Habits, Slip, broken_at, slip_in
from briefbook.load.text import CONTROL, SourceFile, conflict_finding, control_finding

_FIELD = re.compile(r"^(?P<lead>\s*(?:- +)?)(?P<key>[\w-]+): +(?P<value>\S.*?)\s*$")
_CONFLICT_LEFT = re.compile(r"(?:={7}|\|{7}.*)\Z")


@dataclass(frozen=True)
class _Error:
    """What the parser said, and the text it said it of."""

    source: SourceFile
    text: str
    error: yaml.YAMLError

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def problem(self) -> str:
        return getattr(self.error, "problem", None) or str(self.error)

    @cached_property
    def mark(self) -> Any:
        return getattr(self.error, "problem_mark", None)

    @cached_property
    def start(self) -> Any:
        return getattr(self.error, "context_mark", None)

    @cached_property
    def line(self) -> int:
        return min(self.mark.line, len(self.lines) - 1) if self.mark else 0

    def suspects(self) -> list[int]:
        """The lines that may be at fault: where reading ended, where it began to go wrong, and those before them."""
        start = self.start.line if self.start else self.line
        around = dict.fromkeys((self.line, self.line - 1, self.line - 2, start, start - 1))
        return [number for number in around if 0 <= number < len(self.lines)]

    def says(self, line: int, column: int, code: str, message: str, help_line: str) -> Finding:
        place = self.source.position(self.source.index(line, column))
        return Finding(place, code, message, help_line)

    def slip(self, slip: Slip) -> Finding:
        help_line = f"{slip.help}:\n{slip.meant}" if slip.meant else slip.help
        return self.says(slip.number, slip.column, slip.code, slip.message, help_line)


def explain_syntax(source: SourceFile, text: str, error: yaml.YAMLError) -> Finding:
    """Turn a scanner's or parser's error into one finding at the place an editor should look."""
    said = _Error(source, text, error)
    return next((found for explain in _CAUSES if (found := explain(said))), None) or _as_it_is(said)


def _no_text(said: _Error) -> Finding | None:
    match = CONTROL.search(said.source.text) if isinstance(said.error, ReaderError) else None
    return control_finding(said.source, match) if match else None


def _escape(said: _Error) -> Finding | None:
    if "escape" not in said.problem or said.mark is None:
        return None
    message = "this escape stands for no character"
    help_line = "write the character itself, or use single quotes, in which a backslash is just a backslash"
    return Finding(said.source.position(said.mark.index), "bad-escape", message, help_line)


def _conflict(said: _Error) -> Finding | None:
    if found := conflict_finding(said.source):
        return found
    for number in said.suspects():
        if _CONFLICT_LEFT.match(said.lines[number]):
            message = f"'{said.lines[number][:7]}' is a mark that git leaves between the two sides of a conflict"
            help_line = "keep what is right of the two sides, and take it out"
            return said.says(number, 0, "merge-conflict", message, help_line)
    return None


def _quote(said: _Error) -> Finding | None:
    context = getattr(said.error, "context", None) or ""
    if "quoted scalar" not in context or said.start is None:
        return None
    around = broken_at(said.lines, said.start.line)
    if (slip := slip_in(around, [said.start.line], SURE)) and slip.code == "unclosed-quote":
        return said.slip(slip)
    message = "a quote opens here and does not close as it should"
    help_line = "close it on the same line, or write the text as a '>-' block"
    return Finding(said.source.position(said.start.index), "unclosed-quote", message, help_line)


def _habit(said: _Error, habits: Habits) -> Finding | None:
    slip = slip_in(broken_at(said.lines, said.line), said.suspects(), habits)
    return said.slip(slip) if slip else None


def _unquoted(said: _Error) -> Finding | None:
    for number in said.suspects():
        match = _FIELD.match(said.lines[number])
        if match and _upsetting(match["value"]):
            message = "this text holds characters that YAML reads as its own"
            help_line = f"write it as a block:\n{_block(match)}"
            return said.says(number, match.start("value"), "unquoted-text", message, help_line)
    return None


def _tab(said: _Error) -> Finding | None:
    """A tab in the indentation of the line or the one before it, where nothing tells how far it was meant to reach."""
    for number in (said.line, said.line - 1):
        if number >= 0 and (match := re.match(r" *(?:- *)?\t", said.lines[number])):
            message = "a tab stands where spaces are expected"
            return said.says(number, match.end() - 1, "tab", message, "indent with spaces, two a level")
    return None


def _empty_list(said: _Error) -> Finding | None:
    for number in said.suspects():
        following = (text for text in said.lines[number + 1 :] if text.strip() and not text.startswith("#"))
        if said.lines[number].strip() == "[]" and next(following, "").startswith("- "):
            message = "'[]' says that the list is empty, and a record follows"
            return said.says(number, said.lines[number].index("["), "yaml-syntax", message, "take '[]' out")
    return None


def _no_field(said: _Error) -> Finding | None:
    if "expected ':'" not in said.problem or said.start is None:
        return None
    message = "this line is no field, and belongs to no text"
    help_line = "write 'name: value', move it below the text it belongs to, or begin a remark with '#'"
    return said.says(said.start.line, said.start.column, "yaml-syntax", message, help_line)


def _as_it_is(said: _Error) -> Finding:
    column = min(said.mark.column if said.mark else 0, len(said.lines[said.line]))
    message = f"this is not YAML: {said.problem}"
    return said.says(said.line, column, "yaml-syntax", message, _hint(said.problem))


_CAUSES: tuple[Callable[[_Error], Finding | None], ...] = (
    _no_text, _escape, _conflict, _quote, _empty_list, partial(_habit, habits=SURE), _unquoted,
    partial(_habit, habits=POSSIBLE), _tab, _no_field,
)  # fmt: skip


def _hint(problem: str) -> str:
    if "expected" in problem and "']'" in problem:
        return "a list that opens with '[' needs its ']'"
    if "expected" in problem and "'}'" in problem:
        return "a mapping that opens with '{' needs its '}'"
    return "compare the indentation and the colons with the record before it"


def _block(match: re.Match[str]) -> str:
    """Write a field whose text upsets the parser as a block; quotes around the whole of it are no part of it."""
    indent = " " * (len(match["lead"]) + 2)
    return f"{match['lead']}{match['key']}: >-\n{indent}{_within_quotes(match['value'])}"


def _within_quotes(value: str) -> str:
    """What a pair of quotes around the whole of a text holds, or the text itself."""
    quote, depth = value[0], 0
    if quote not in "\"'" or not value.endswith(quote):
        return value
    for index, character in enumerate(value):
        before, after = value[:index][-1:], value[index + 1 :][:1]
        if character != quote or (before.isalnum() and after.isalnum()):  # an apostrophe
            continue
        depth += 1 if before in ("", " ", "(") else -1
        if not depth and after:
            return value
    return value if depth else value[1:-1]


def _upsetting(value: str) -> bool:
    if value[0] in "|>&!":
        return False
    if value[0] in "@`%*" or value[:2] in ("- ", "? "):
        return True
    if value[0] in "\"'":
        return bool(re.match(r"(\"[^\"\\]*\"|'[^']*')\s*[^\s#,\]}]", value))
    if value[0] in "[{":
        return bool(re.match(r"\[[^\]]*\]\s*[^\s#]|\{[^}]*\}\s*[^\s#]", value))
    return ": " in value or value.endswith(":")
