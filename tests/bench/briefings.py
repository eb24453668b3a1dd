"""Many briefings out of one: the shipped briefing with other words, for measuring at a size that nobody has written.

In: how many. Out: a site in a folder. Each copy has its own names, places and about two fifths of its own other words,
drawn from a pool by a seeded choice, so that the same copy has the same words every time and words are shared between
copies as they are between texts. Ids, dates and references stay, for they are unique within a briefing only.
"""

import random
import re
import shutil
import zlib
from functools import cache
from pathlib import Path

from briefbook.load.editions import EDITIONS

ROOT = Path(__file__).parents[2]
SOURCE = "putin-refusal"
POOL = 20_000
# What is not a word of the text: citations, the ids of references, addresses, components, front matter's keys.
_KEPT = re.compile(r"@[\w-]+|\]\[[^\]]*\]|\]\([^)]*\)|\{\{.*?\}\}|https?://\S+|[^\W\d_]+")
_STARTS = (*"bdfgklmnprstvz", "br", "dr", "gr", "kl", "pr", "st", "tr")
_VOWELS = (*"aeiou", "ai", "ea", "ou")
_ENDS = (*"nrlstmx", "nd", "rk", "st")
_CYRILLIC = dict(zip("abdefgiklmnoprstuvzxbe", "абдефгиклмнопрстувзхбе", strict=True))
_TEXTS = ("title", "subtitle", "name", "term", "issue", "question", "label", "measure", "summary", "short", "text")
_PLAIN = re.compile(rf"^(\s*(?:- )?(?:{'|'.join(_TEXTS)}):\s+)(?!>-)(.*)$")
_LIST = re.compile(r"^(\s*aliases:\s*)(\[.*\])$")


@cache
def pool() -> tuple[str, ...]:
    """The words that copies draw from."""
    dice = random.Random(2026)
    made = {
        "".join(dice.choice(_STARTS) + dice.choice(_VOWELS) for _ in range(dice.choice((1, 2, 2)))) + dice.choice(_ENDS)
        for _ in range(POOL * 2)
    }
    return tuple(sorted(made))[:POOL]


def _other(word: str, copy: int) -> str:
    """The word that stands for a word in a copy."""
    lot = zlib.crc32(f"{copy} {word.lower()}".encode())
    named = word[0].isupper()
    if len(word) < 4 or (not named and lot % 10 >= 4):
        return word
    chosen = pool()[lot // 10 % POOL]
    if "\u0400" <= word[0] <= "\u04ff":
        chosen = "".join(_CYRILLIC.get(letter, letter) for letter in chosen)
    return chosen.capitalize() if named else chosen


def _reworded(text: str, copy: int) -> str:
    return _KEPT.sub(lambda found: found[0] if not found[0].isalpha() else _other(found[0], copy), text)


def _data(text: str, copy: int) -> str:
    """A data file with other words in its blocks and one-line texts."""
    lines, block = [], -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip())
        if block >= 0 and (not line.strip() or depth > block):
            lines.append(_reworded(line, copy))
            continue
        block = depth + 2 * line.lstrip().startswith("- ") if line.endswith(">-") else -1
        found = _PLAIN.match(line) or _LIST.match(line)
        lines.append(found[1] + _reworded(found[2], copy) if found else line)
    return "\n".join(lines)


def _page(text: str, copy: int) -> str:
    """A page with other words; its front matter is data."""
    _, front, body = text.split("---\n", 2)
    return f"---\n{_data(front, copy)}---\n{_reworded(body, copy)}"


def write_site(folder: Path, count: int, plugins: str = "[briefbook]") -> None:
    """Write a site of so many briefings; the first is the shipped one as it is."""
    shutil.copytree(ROOT / "data/shared", folder / "data/shared")
    (folder / "docs").mkdir()
    shutil.copy(ROOT / "docs/index.md", folder / "docs")
    settings = "site_name: Many\nuse_directory_urls: false\ntheme:\n  name: material\n"
    (folder / "mkdocs.yml").write_text(f"{settings}plugins: {plugins}\n", encoding="utf-8")
    for copy in range(count):
        for top, rewrite in (("data", _data), ("docs", _page)):
            for path in sorted((ROOT / top / SOURCE).rglob("*")):
                target = folder / top / f"copy-{copy:04}" / path.relative_to(ROOT / top / SOURCE)
                if path.is_dir() or (copy and EDITIONS in path.parts):
                    continue  # an edition is what this briefing said, not what a copy of it says
                target.parent.mkdir(parents=True, exist_ok=True)
                text = path.read_text(encoding="utf-8")
                target.write_text(rewrite(text, copy) if copy else text, encoding="utf-8")
