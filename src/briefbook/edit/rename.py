"""A new id for a record or page, everywhere, with the old one kept as an address.

In: a checked site, an id and its new form. Out: the new texts of every file concerned. References are changed where the
parser sees one and nowhere else; the record notes under `formerly` what it was called.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from briefbook.check import Checked, Entry, PageEntry, standard_stems
from briefbook.check.former import former_ids
from briefbook.check.index import ID_HELP, bad_id
from briefbook.check.suggest import did_you_mean, sentence
from briefbook.edit.edits import Edit, applied, line_end
from briefbook.edit.uses import Owner, Use, owners, uses
from briefbook.edit.values import end_of
from briefbook.kinds.pages import STANDARD
from briefbook.load import Mapping, Sequence, Settings
from briefbook.load.site import SHARED
from briefbook.load.text import SourceFile
from briefbook.load.tree import plain


class RenameError(ValueError):
    """The id cannot be changed as asked; the message is for the editor."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """What a new id changes: texts by file, one page that moves, and a line for each place."""

    texts: dict[str, str]
    moved: tuple[str, str] | None = None
    done: tuple[str, ...] = field(default=())


def renamed(settings: Settings, checked: Checked, old: str, new: str) -> Renamed:
    """Work out a new id; nothing is written.

    `old` may be `briefing/id` where several briefings have the id. Raises RenameError where it names nothing or too
    much, and where the new id is taken or cannot be one.
    """
    owner = _owner(checked, old)
    if why := bad_id(new):
        raise RenameError(f"{why}: {ID_HELP}")
    _free(checked, owner, new)
    edits: dict[str, list[Edit]] = defaultdict(list)
    sources: dict[str, SourceFile] = {owner.file.source.path: owner.file.source}
    for use in uses(checked):
        if _names(use, owner, checked):
            sources[use.source.path] = use.source
            edits[use.source.path].append(_edit(use, owner.id, new))
    edits[owner.file.source.path] += _own(owner, new)
    texts = {path: applied(sources[path].text, found) for path, found in edits.items()}
    done = [
        f"{path}:{sources[path].position(edit.start).line}: {edit.says}"
        for path, found in sorted(edits.items())
        for edit in sorted(set(found))
    ]
    moved = _move(settings, owner, new) if isinstance(owner, PageEntry) else None
    if moved:
        done.append(f"{moved[0]}: moved to {moved[1]}")
    return Renamed(texts, moved, tuple(done))


def _owner(checked: Checked, old: str) -> Owner:
    folder, slash, name = old.rpartition("/")
    named = [owner for owner in owners(checked) if owner.id]
    found = [owner for owner in named if owner.id == name and (not slash or owner.briefing == folder)]
    if not found:
        if name in STANDARD:
            raise RenameError(f"'{name}' is a standard page, and its name is fixed")
        known = [f"{owner.briefing}/{owner.id}" if slash else owner.id for owner in named]
        raise RenameError(f"there is no record or page '{old}'. {sentence(did_you_mean(old, known))}".rstrip())
    if len(found) > 1:
        which = " or ".join(f"{owner.briefing}/{name}" for owner in found)
        raise RenameError(f"'{old}' stands in several places: say {which}")
    [owner] = found
    if isinstance(owner, PageEntry) and (owner.id in STANDARD or owner.file.stem == "index"):
        raise RenameError(f"'{name}' is a page whose name is fixed")
    return owner


def _free(checked: Checked, mine: Owner, new: str) -> None:
    """The new id is nobody else's, now or formerly, where the old one can be seen."""
    folders = list(checked.entries) if mine.briefing == SHARED else [mine.briefing, SHARED]
    for folder in folders:
        if folder and folder != SHARED and new in standard_stems(checked, folder):
            raise RenameError(f"'{new}' is the name of a standard page")
        for owner in owners(checked, folder):
            if owner.id == new:
                raise RenameError(f"the id '{new}' is taken: it stands in {owner.file.source.path}")
            if owner is not mine and new in former_ids(owner):
                raise RenameError(f"'{owner.id}' was called '{new}' once, and old links with that id lead to it")


def _names(use: Use, owner: Owner, checked: Checked) -> bool:
    """Whether a reference means this owner: its own briefing's ids come before the shared ones."""
    folder, slash, name = use.text.rpartition("/")
    if name != owner.id:
        return False
    if slash or use.briefing == owner.briefing:
        return not slash or folder == owner.briefing
    return owner.briefing == SHARED and name not in _ids(checked, use.briefing)


def _ids(checked: Checked, briefing: str) -> set[str]:
    return {owner.id for owner in owners(checked, briefing)} | (
        set(standard_stems(checked, briefing)) if briefing else set()
    )


def _edit(use: Use, old: str, new: str) -> Edit:
    if use.source.text[use.start : use.end] != use.text:
        place = use.source.position(use.start)
        raise RenameError(
            f"{use.source.path}:{place.line}: '{use.text}' is written with escapes; write it plainly first"
        )
    words = f"{use.text[: -len(old)]}{new}"
    return Edit(use.start, use.end, words, f"{use.text} becomes {words}")


def _own(owner: Owner, new: str) -> Iterator[Edit]:
    """The record's own id, or nothing for a page, and the old one under `formerly`."""
    front = owner.tree if isinstance(owner, Entry) else owner.file.front
    source, says = owner.file.source, f"formerly {owner.id}"
    if isinstance(owner, Entry):
        named = front.values["id"]
        quote = 1 if source.text[named.start] in "\"'" else 0
        start, end = named.start + quote, end_of(named) - quote
        yield Edit(start, end, new, f"id {owner.id} becomes {new}")
    kept = front.values.get("formerly")
    if kept is not None:
        names = plain(kept) if isinstance(kept, Sequence) else []
        names = [*(name for name in names if name != new), owner.id]
        colon = source.text.index(":", front.keys["formerly"].end)
        yield Edit(colon + 1, _last(source.text, end_of(kept)), f" [{', '.join(map(str, names))}]", says)
    else:
        yield _new_formerly(owner, front, says)


def _new_formerly(owner: Owner, front: Mapping, says: str) -> Edit:
    """Where there is no such field yet, it stands behind the last one, or inside the braces."""
    source, line = owner.file.source, f"formerly: [{owner.id}]"
    if front.end:
        end = end_of(list(front.values.values())[-1])
        return Edit(end, end, f", {line}", says)
    if isinstance(owner, PageEntry):
        close = source.text.rindex("---", 0, owner.file.body) if front.values else 0
        return Edit(close, close, f"{line}\n" if front.values else f"---\n{line}\n---\n\n", says)
    indent = front.keys["id"].start - (source.text.rfind("\n", 0, front.keys["id"].start) + 1)
    end = line_end(source.text, _last(source.text, end_of(front)))
    return Edit(end, end, f"\n{' ' * indent}{line}", says)


def _last(text: str, end: int) -> int:
    """The end of a value without the line ends that a block takes with it."""
    return len(text[:end].rstrip())


def _move(settings: Settings, page: PageEntry, new: str) -> tuple[str, str]:
    path = Path(page.file.source.path)
    target = path.with_name(f"{new}.md")
    if (settings.root / target).exists():
        raise RenameError(f"{target.as_posix()} is there already")
    return path.as_posix(), target.as_posix()
