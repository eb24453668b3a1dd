"""A page as it was and as it is, side by side, with what was taken out and what was put in marked.

In: two linked sites. Out: `Rendered`, a page that reads otherwise than before. Whole pages are compared as a reader
sees them, so that a record counts on every page that shows it. Blocks are paired first, words within them after.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import chain
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup, escape

from briefbook.editions.sentences import IN, KEPT, OUT, marked_words
from briefbook.link import Briefing, Page, Site
from briefbook.review.clean import Href, Piece, cleaned
from briefbook.review.links import file_of
from briefbook.web import PageHtml, Renderer

_TOO_LONG = 20_000  # letters of one run of changed blocks, beyond which its words are not compared one by one
Span = tuple[int, int]
Owned = tuple[Page, Briefing | None]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page that reads otherwise than before; markup, safe to show. `briefing` is empty for one of the whole site.

    `lost` are the anchors of headings that are not there any more, for whoever links to them from outside.
    """

    briefing: str
    id: str
    path: str
    title: str
    before: Markup
    after: Markup
    lost: tuple[str, ...] = ()


def rendered(old: Site, new: Site, macros: Path, preview: str, changed: Collection[str]) -> Iterator[Rendered]:
    """The pages that read otherwise than in the old site, or are new: those of the whole site, and of what `changed`.

    Both sides are shown by the components in `macros`: what differs is what was written, not how it is shown.
    """
    old, new = _without_editions(old), _without_editions(new)
    before, after = Renderer(old, macros), Renderer(new, macros)
    was = {owned[0].path: owned for owned in _pages(old)}
    for page, briefing in _pages(new):
        if briefing is not None and briefing.id not in changed:
            continue
        made = after.page(page, briefing)
        new_pieces = cleaned(made.html, _leading(page, preview))
        former = was.get(page.path) or _moved(page, was)
        old_pieces = cleaned(before.page(*former).html, lambda href: "") if former else ()
        lost = tuple(_lost(before.page(*former), former[1], made)) if former else ()
        if lost or _words(old_pieces) != _words(new_pieces):
            yield Rendered(made.briefing, page.id, page.path, made.title, *marked(old_pieces, new_pieces), lost)


def _lost(old: PageHtml, briefing: Briefing | None, new: PageHtml) -> Iterator[str]:
    """The anchors of prose headings that were on a page and are not; those of records are among its addresses."""
    records = {record.anchor for record in briefing.by_id.values()} if briefing else set()
    for heading in old.headings:
        if heading.anchor not in records and f' id="{heading.anchor}"' not in new.html:
            yield heading.anchor


def _pages(site: Site) -> Iterator[Owned]:
    yield from ((page, None) for page in site.pages)
    yield from ((page, briefing) for briefing in site.briefings for page in briefing.pages)


def marked(old: Sequence[Piece], new: Sequence[Piece]) -> tuple[Markup, Markup]:
    """Two runs of pieces as markup, with `del` in the first and `ins` in the second."""
    gone: dict[int, list[Span]] = {}
    come: dict[int, list[Span]] = {}
    before, after = _blocks(old), _blocks(new)
    texts = [[" ".join(_text(side, block).split()) for block in found] for side, found in ((old, before), (new, after))]
    for tag, i, k, j, m in SequenceMatcher(None, texts[0], texts[1], autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        pairs = zip(range(i, k), range(j, m), strict=True) if k - i == m - j else ()
        runs = [(before[a : a + 1], after[b : b + 1]) for a, b in pairs] or [(before[i:k], after[j:m])]
        for left, right in runs:
            _mark(old, new, list(chain(*left)), list(chain(*right)), gone, come)
    return _written(old, gone, "del"), _written(new, come, "ins")


def _mark(
    old: Sequence[Piece],
    new: Sequence[Piece],
    left: list[int],
    right: list[int],
    gone: dict[int, list[Span]],
    come: dict[int, list[Span]],
) -> None:
    """Find the words of a run of blocks that are on one side only."""
    was, now = _text(old, left), _text(new, right)
    whole = ((OUT, was), (IN, now))
    pieces = whole if max(len(was), len(now)) > _TOO_LONG else marked_words(was, now)
    at = {OUT: 0, IN: 0}
    spans: dict[str, list[Span]] = {OUT: [], IN: []}
    for sign, text in pieces:
        for side in (OUT, IN) if sign == KEPT else (sign,):
            if sign != KEPT:
                spans[side].append((at[side], at[side] + len(text)))
            at[side] += len(text)
    _spread(spans[OUT], old, left, gone)
    _spread(spans[IN], new, right, come)


def _spread(spans: list[Span], pieces: Sequence[Piece], numbers: list[int], found: dict[int, list[Span]]) -> None:
    """Give each piece of words its part of the spans, which count through all of them."""
    start = 0
    for number in numbers:
        end = start + len(pieces[number].words)
        own = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
        if own:
            found.setdefault(number, []).extend(own)
        start = end


def _written(pieces: Sequence[Piece], spans: dict[int, list[Span]], tag: str) -> Markup:
    return Markup("").join(chain.from_iterable(_piece(piece, spans.get(n, []), tag) for n, piece in enumerate(pieces)))


def _piece(piece: Piece, spans: list[Span], tag: str) -> Iterator[Markup]:
    position = 0
    for start, end in spans:
        yield escape(piece.words[position:start])
        words = piece.words[start:end]
        yield Markup("<{0}>{1}</{0}>").format(tag, words) if words.strip() else escape(words)
        position = end
    yield piece.markup + escape(piece.words[position:])


def _blocks(pieces: Sequence[Piece]) -> list[list[int]]:
    """The pieces of words, by the block they stand in."""
    blocks: list[list[int]] = [[]]
    for number, piece in enumerate(pieces):
        if piece.ends:
            blocks.append([])
        elif piece.words:
            blocks[-1].append(number)
    return [block for block in blocks if any(pieces[number].words.strip() for number in block)]


def _text(pieces: Sequence[Piece], numbers: Sequence[int]) -> str:
    return "".join(pieces[number].words for number in numbers)


def _words(pieces: Sequence[Piece]) -> list[str]:
    return " ".join(piece.words if not piece.ends else " " for piece in pieces).split()


def _leading(page: Page, preview: str) -> Href:
    base = f"{preview}{file_of(page.path)}"

    def href(target: str) -> str:
        found = urljoin(base, target)
        return found if target and urlsplit(found).scheme in ("", "http", "https") else ""

    return href


def _moved(page: Page, was: dict[str, Owned]) -> Owned | None:
    """The page that the old site had under a name this one once had."""
    folder = page.path.rpartition("/")[0]
    names = (f"{folder}/{name}" if folder else name for name in page.formerly)
    return next((was[name] for name in names if name in was), None)


def _without_editions(site: Site) -> Site:
    """The site without its ledgers: their snapshots are files, and those of another revision are gone by now."""
    return replace(site, briefings=tuple(replace(one, editions=(), snapshots={}) for one in site.briefings))
