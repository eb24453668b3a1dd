"""Syntax errors in an editor's words, with the line repaired where one can tell what was meant.

In: a parser's error. Out: one finding. Apart from the reader because its subject is people's habits: colons in
sentences, quotes that do not close, tabs.
"""

import re

import yaml
from yaml.reader import ReaderError

from briefbook.findings import Finding
from briefbook.load.text import CONTROL, SourceFile, character_name, conflict_finding, control_finding

_FIELD = re.compile(r"^(?P<lead>\s*(?:- +)?)(?P<key>[\w-]+): +(?P<value>\S.*?)\s*$")
_ODD_SPACE = re.compile(r"(?P<lead> *(?:- +)?(?:[\w-]+:)?)(?P<space>[\u00a0\u2007\u202f]+)")
_CITED = re.compile(r"(?P<lead> *(?:- +)?(?:[\w-]+: +(?=\[)|- +))(?P<ids>\[ *@[\w-]+(?: *, *@?[\w-]+)* *\]|@[\w-]+) *$")


def explain_syntax(source: SourceFile, text: str, error: yaml.YAMLError) -> Finding:
    """Turn a scanner's or parser's error into one finding at the place an editor should look."""
    if isinstance(error, ReaderError) and (match := CONTROL.search(source.text)):
        return control_finding(source, match)
    problem = getattr(error, "problem", None) or str(error)
    context = getattr(error, "context", None) or ""
    mark = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None)
    lines = text.split("\n")
    line = min(mark.line, len(lines) - 1) if mark else 0
    if "escape" in problem and mark is not None:
        return Finding(
            source.position(mark.index),
            "bad-escape",
            "this escape stands for no character",
            "write the character itself, or use single quotes, in which a backslash is just a backslash",
        )
    if "quoted scalar" in context and start is not None:
        return Finding(
            source.position(start.index),
            "unclosed-quote",
            "a quote opens here and does not close as it should",
            "close it on the same line, or write the text as a '>-' block",
        )
    if conflict := conflict_finding(source):
        return conflict
    tab = _tab(lines, line)
    if tab is not None:
        place = source.position(source.index(*tab))
        return Finding(place, "tab", "a tab stands where spaces are expected", "indent with spaces, two a level")
    for candidate in _candidates(line, start.line if start else line):
        if candidate < len(lines) and (slip := _slip(source, lines, candidate)):
            return slip
        match = _FIELD.match(lines[candidate]) if candidate < len(lines) else None
        if match and _upsetting(match["value"]):
            return Finding(
                source.position(source.index(candidate, match.start("value"))),
                "unquoted-text",
                "this text holds characters that YAML reads as its own",
                f"write it as a block:\n{_block(match)}",
            )
    column = mark.column if mark else 0
    place = source.position(source.index(line, min(column, len(lines[line]))))
    return Finding(place, "yaml-syntax", f"this is not YAML: {problem}", _hint(problem))


def _slip(source: SourceFile, lines: list[str], number: int) -> Finding | None:
    """What a hand does without a thought: a space of another sort, an id cited as in a text, a list called empty."""
    line = lines[number]
    if match := _ODD_SPACE.match(line):
        return Finding(
            source.position(source.index(number, match.start("space"))),
            "yaml-syntax",
            f"{character_name(match['space'][0])} stands where YAML wants a space",
            f"type a space in its place:\n{match['lead']} {line[match.end() :]}",
        )
    if match := _CITED.match(line):
        return Finding(
            source.position(source.index(number, match.start("ids"))),
            "unquoted-text",
            "this begins with '@', which YAML keeps for itself; an id has it in texts only",
            f"write the id alone, or words in quotes:\n{match['lead']}{match['ids'].replace('@', '')}",
        )
    following = next((text for text in lines[number + 1 :] if text.strip() and not text.startswith("#")), "")
    if line.strip() == "[]" and following.startswith("- "):
        place = source.position(source.index(number, line.index("[")))
        return Finding(place, "yaml-syntax", "'[]' says that the list is empty, and a record follows", "take '[]' out")
    return None


def _hint(problem: str) -> str:
    if "expected" in problem and "']'" in problem:
        return "a list that opens with '[' needs its ']'"
    if "expected" in problem and "'}'" in problem:
        return "a mapping that opens with '{' needs its '}'"
    return "compare the indentation and the colons with the record before it"


def _tab(lines: list[str], near: int) -> tuple[int, int] | None:
    """Find a tab in the indentation of the line or the one before it."""
    for number in (near, near - 1):
        if 0 <= number < len(lines) and (match := re.match(r" *(?:- *)?\t", lines[number])):
            return number, match.end() - 1
    return None


def _candidates(line: int, start: int) -> list[int]:
    around = [line, line - 1, line - 2, start, start - 1]
    return [number for index, number in enumerate(around) if number >= 0 and number not in around[:index]]


def _block(match: re.Match[str]) -> str:
    """Write a field whose text upsets the parser as a block."""
    indent = " " * (len(match["lead"]) + 2)
    return f"{match['lead']}{match['key']}: >-\n{indent}{match['value']}"


def _upsetting(value: str) -> bool:
    if value[0] in "|>&*!":
        return False
    if value[0] in "@`%":
        return True
    if value[0] in "\"'":
        return bool(re.match(r"(\"[^\"\\]*\"|'[^']*')\s*[^\s#,\]}]", value))
    if value[0] in "[{":
        return bool(re.match(r"\[[^\]]*\]\s*[^\s#]|\{[^}]*\}\s*[^\s#]", value))
    return ": " in value or value.endswith(":")
