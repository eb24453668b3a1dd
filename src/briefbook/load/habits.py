"""What a hand does without a thought: a line that YAML cannot take, and the line that was meant.

In: lines that cannot be read, and those that may be at fault. Out: a `Slip`, with the line as it was meant. None is
said on suspicion: each is tried, and holds only where reading then gets further.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from briefbook.load.text import character_name
from briefbook.load.trial import Broken, Slip, indent_of

_ODD_SPACE = re.compile(r"(?P<lead> *(?:- +)?(?:[\w-]+:)?)(?P<space>[\u00a0\u2007\u202f]+)")
_CITED = re.compile(
    r"(?P<lead> *(?:- +)?(?:[\w-]+: +(?=\[)|- +))(?P<ids>\[ *@[\w-]+(?: *, *@?[\w-]+)* *\]|@[\w-]+) *\Z"
)
_TIGHT_HYPHEN = re.compile(r"(?P<lead> *)-(?P<rest>[A-Za-z_]+:.*)")
_OTHER_DASH = re.compile(
    r"(?P<lead> *)(?P<dash>[\u2010-\u2015\u2212\u2022\u00b7*+]|--+|- +-|\d+[.)])[ \u00a0]*(?P<rest>[A-Za-z_]+:.*)"
)
_ITEM = re.compile(r"(?P<lead> +)(?P<dash>[\u2010-\u2015\u2212\u2022\u00b7*+])[ \u00a0]+(?P<rest>\S.*)")
_NO_NAME = re.compile(r"- +(?:id +)?(?P<rest>[a-z0-9]+(?:-[a-z0-9]+)*) *\Z")
_NO_HYPHEN = re.compile(r"(?P<rest>id: .*)")
_TIGHT_COLON = re.compile(r"(?P<lead> *(?:- +)?)(?P<name>[A-Za-z_]+)(?P<sign>[:\uff1a])(?P<rest>(?!//)\S.*)")
_NO_COLON = re.compile(r"(?P<lead> *(?:- +)?)(?P<name>[a-z_]+)(?P<sign> *=+ *| +)(?P<rest>[^\s=].*)")
_COMMENT = re.compile(r"(?P<lead> *)//+ *(?P<rest>.*)")
_FENCE = re.compile(r" *(?:```|~~~)")
_BLOCK = re.compile(r"(?P<lead> *(?:- +)?)(?P<name>[\w-]+): +(?P<mark>[>|])(?P<keep>[+-]?)(?P<rest>.*)")
_FIRST_OF_MANY = re.compile(r"(?P<lead> +)(?P<rest>[a-z_]+: .*)")
_TWO_FIELDS = re.compile(
    r"(?P<lead> *(?:- +)?)(?P<first>[\w-]+: +(?:[^\s:,]+|[^:]+(?=,)))(?P<sign>,? +)(?P<name>[a-z_]+): (?P<rest>.*)"
)
_ONE_WORD = re.compile(r"\S+|\[.*\]")
_QUOTE = re.compile(r" *(?:- +)?[\w-]+: +(?P<quote>[\"'])")
_QUOTES = " \t\"'“”„‘’"
_FIELD = "a field is its name, a colon and a space, and then what it says"

Habits = tuple[tuple[Callable[[Broken, int, str], Iterator[Slip]], ...], ...]


def slip_in(broken: Broken, numbers: Iterable[int], habits: Habits) -> Slip | None:
    """The habit by which one of the lines came to be what it is, or nothing; the surest habits are asked first."""
    suspects = [number for number in numbers if broken.first <= number < broken.last]
    tried = ((habit, number) for group in habits for number in suspects for habit in group)
    slips = (slip for habit, number in tried for slip in habit(broken, number, broken.lines[number]))
    return next((slip for slip in slips if broken.holds(slip.number, slip.meant)), None)


def _odd_space(broken: Broken, number: int, line: str) -> Iterator[Slip]:
    if match := _ODD_SPACE.match(line):
        meant = f"{match['lead']} {line[match.end() :]}"
        if not match["lead"].strip():
            meant = f"{match['lead']}{' ' * len(match['space'])}{line[match.end() :]}"
        message = f"{character_name(match['space'][0])} stands where YAML wants a space"
        yield Slip(number, match.start("space"), "yaml-syntax", message, "type a space in its place", meant)


def _cited(broken: Broken, number: int, line: str) -> Iterator[Slip]:
    if match := _CITED.match(line):
        message = "this begins with '@', which YAML keeps for itself; an id has it in texts only"
        meant = f"{match['lead']}{match['ids'].replace('@', '')}"
        yield Slip(
            number, match.start("ids"), "unquoted-text", message, "write the id alone, or words in quotes", meant
        )


def _not_yaml(broken: Broken, number: int, line: str) -> Iterator[Slip]:
    """Marks of other languages: a comment of programs, a fence of Markdown."""
    if match := _COMMENT.match(line):
        message, meant = "this is no comment: one begins with '#'", f"{match['lead']}# {match['rest']}"
        yield Slip(number, match.end("lead"), "yaml-syntax", message, "write it as", meant)
    elif match := _FENCE.match(line):
        message = f"'{line.strip()}' belongs to Markdown, and this is a file of data"
        yield Slip(number, match.end() - 3, "yaml-syntax", message, "take the line out", "")


def _block_begins(broken: Broken, number: int, line: str) -> Iterator[Slip]:
    """A block whose text begins behind its mark, or whose mark is misspelt."""
    match = _BLOCK.match(line)
    if match is None or not match["rest"].strip():
        return
    rest = match["rest"].strip().strip("_–—")
    first = f"{match['lead']}{match['name']}: {match['mark']}{match['keep'] or '-'}"
    meant = f"{first}\n{' ' * (len(match['lead']) + 2)}{rest}" if rest else first
    message = f"behind '{match['mark']}{match['keep']}' nothing may stand: the text begins on the next line"
    yield Slip(number, match.start("rest"), "field-syntax", message, "write it as", meant)


def _two_fields(broken: Broken, number: int, line: str) -> Iterator[Slip]:
    """Two fields on one line, where both are known from other records of the file."""
    if (match := _TWO_FIELDS.match(line)) and match["name"] in broken.names:
        lead = match["lead"].replace("-", " ")
        meant = f"{match['lead']}{match['first']}\n{lead}{match['name']}: {match['rest']}"
        message = f"a second field, '{match['name']}', stands on this line"
        yield Slip(number, match.start("name"), "field-syntax", message, "give each a line of its own", meant)


def _begin(broken: Broken, number: int, line: str) -> Iterator[Slip]:
    """A record or an item that is begun by no hyphen, by another sign, or without the space."""
    if match := _TIGHT_HYPHEN.match(line):
        column, message = match.end("lead"), "a space is missing after the hyphen"
    elif match := _OTHER_DASH.match(line):
        column, message = match.start("dash"), f"{_shown(match['dash'])} stands where a record has its hyphen"
    elif match := _NO_HYPHEN.match(line):
        column, message = 0, "a record begins here without its hyphen"
    elif match := _ITEM.match(line):
        column, message = match.end("lead"), f"{_shown(match['dash'])} stands where an item of a list has its hyphen"
    elif match := _NO_NAME.match(line):
        column, message = match.start("rest"), "a record begins with its id, and the name of that field is missing"
        yield Slip(number, column, "field-syntax", message, "write it as", f"- id: {match['rest']}")
        return
    elif match := _first_of_many(broken, number, line):
        column, message = match.end("lead"), "an item of the list begins here without its hyphen"
    else:
        return
    lead = match.groupdict().get("lead", "")
    yield Slip(number, column, "field-syntax", message, "write it as", f"{lead}- {match['rest']}")


def _first_of_many(broken: Broken, number: int, line: str) -> re.Match[str] | None:
    """A field right under the name of a list, whose next line is deeper than it: both are of one item."""
    match, following = _FIRST_OF_MANY.match(line), broken.lines[number + 1 : number + 2]
    is_under = number > broken.first and broken.lines[number - 1].rstrip().endswith(":")
    return match if match and is_under and following and indent_of(following[0]) == indent_of(line) + 2 else None


def _tight_colon(broken: Broken, number: int, line: str) -> Iterator[Slip]:
    """A field without the space behind its colon, or with a colon of another script."""
    if match := _TIGHT_COLON.match(line):
        message = "a space is missing after the colon" if match["sign"] == ":" else f"this is no colon: {_FIELD}"
        yield _field(number, match, message)


def _no_colon(broken: Broken, number: int, line: str, *, sure: bool = False) -> Iterator[Slip]:
    """A field without its colon, known by its name from other records of the file.

    Not `sure` is a line of several words: it may belong to a text, and have lost its indentation.
    """
    match = _NO_COLON.match(line)
    if match is None or (sure and "=" not in match["sign"] and not _ONE_WORD.fullmatch(match["rest"].rstrip())):
        return
    if match["name"] in broken.names or re.fullmatch(r"[>|][+-]?", match["rest"]):
        yield _field(number, match, f"there is no colon: {_FIELD}")


def _field(number: int, match: re.Match[str], message: str) -> Slip:
    meant = f"{match['lead']}{match['name']}: {match['rest']}"
    return Slip(number, match.start("sign"), "field-syntax", message, "write it as", meant)


def _unclosed(broken: Broken, number: int, line: str) -> Iterator[Slip]:
    """A bracket or a quote that opens on a line and does not close there."""
    for sign, end, what in (("[", "]", "a list"), ("{", "}", "a mapping")):
        if line.count(sign) > line.count(end) and line.rpartition(sign)[2].strip():
            message, meant = f"{what} opens here and does not close", f"{line.rstrip().rstrip(',)]}')}{end}"
            yield Slip(number, line.index(sign), "yaml-syntax", message, "close it", meant)
    if (match := _QUOTE.match(line)) and line.count(match["quote"]) == 1:
        message = "a quote opens here and does not close as it should"
        meant = f"{line.rstrip(_QUOTES)}{match['quote']}"
        yield Slip(number, match.start("quote"), "unclosed-quote", message, "close it on the same line", meant)


def _indented(broken: Broken, number: int, line: str) -> Iterator[Slip]:
    """A line that is moved in too far, or not far enough; said where only one column can be meant."""
    words = line.lstrip(" \t")
    if not words or words.startswith("#"):
        return
    has, has_tab = indent_of(line), "\t" in line[: len(line) - len(words)]
    usual = sorted(n for n in {*broken.indents(number)} if broken.is_usual(n) and (has_tab or n != has))
    fits = [n for n in usual if broken.holds(number, f"{' ' * n}{words}")]
    near = [] if has_tab else [n for n in fits if abs(n - has) == 1]
    if len(near) == 1 or len(fits) == 1:
        [fit, *_] = near or fits
        yield _moved(broken, number, fit, words)


def _moved(broken: Broken, number: int, fit: int, words: str) -> Slip:
    line, meant = broken.lines[number], f"{' ' * fit}{words}"
    if "\t" in line[: len(line) - len(words)]:
        message, help_line = "a tab stands where spaces are expected", "indent with spaces"
        return Slip(number, line.index("\t"), "tab", message, help_line, meant)
    has = indent_of(line)
    message = f"this line is indented by {_spaces(has)}, and {fit} would fit"
    if not has:
        message = f"this line is not indented, and {_spaces(fit)} would fit"
    elif not fit:
        message = "this line must not be indented"
    is_whole = words.startswith("-") and not broken.is_mended(number, meant)
    return Slip(number, has, "indentation", message, f"move {'the whole record' if is_whole else 'it'}", meant)


def _shown(sign: str) -> str:
    return character_name(sign) if len(sign) == 1 else f"'{sign}'"


def _spaces(count: int) -> str:
    return f"{count} space{'' if count == 1 else 's'}"


SURE: Habits = ((_odd_space, _cited, _not_yaml), (_begin, _tight_colon, _two_fields, _block_begins), (_unclosed,))
POSSIBLE: Habits = ((partial(_no_colon, sure=True), _indented, _no_colon),)
