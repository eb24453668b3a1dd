"""The templates of print, and the words they say.

In: folders of `.typ` files, a site's own first. Out: `Templates`: the files as the engine is handed them, the names of
the components, the phrases that stand in them, and the fonts. The engine sees these files and no folder, so a template
can read nothing of the machine; one that asks for a package from elsewhere is refused here, because that is a download.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from briefbook.load.fonts import coverage, fonts_in
from briefbook.load.package import package_folder

_PHRASE = re.compile(r'\b(say|choice)\("((?:[^"\\]|\\.)*)"')
_CJK = "noto_cjk_sans_jp_regular"
_PACKAGE = re.compile(r'"@[\w-]+/')


class TemplateError(Exception):
    """A template that cannot be used; the message names the file and says why."""


def phrases(text: str) -> Iterator[tuple[str, str]]:
    """The words that a template says: `say` or `choice`, and the English phrase."""
    for found in _PHRASE.finditer(text):
        yield found[1], re.sub(r"\\(.)", r"\1", found[2])


@dataclass(frozen=True)
class Templates:
    """The files by name, and the fonts: the package's own and what a site or an extra adds."""

    files: dict[str, bytes]
    fonts: tuple[Path, ...]

    @classmethod
    def of(cls, own: Path) -> "Templates":
        """Take a site's own folder of components, which need not exist, over the package's.

        Raises TemplateError where a template asks for a package, or is no UTF-8.
        """
        folders = [package_folder("macros") / "pdf", own / "pdf"]
        found = {path.name: path.read_bytes() for folder in folders for path in sorted(folder.glob("*.typ"))}
        for name, raw in found.items():
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError as error:
                line = raw.count(b"\n", 0, error.start) + 1
                raise TemplateError(f"macros/pdf/{name}:{line}: this is not UTF-8; save the file as UTF-8") from None
            if _PACKAGE.search(text):
                raise TemplateError(f"macros/pdf/{name}: a template may not fetch a package; put its files beside it")
        fonts = [path for folder in dict.fromkeys(folders) for path in fonts_in(folder / "fonts")]
        return cls(found, (*fonts, *_extra_fonts()))

    @cached_property
    def names(self) -> frozenset[str]:
        """The components there are templates for."""
        return frozenset(name.removesuffix(".typ") for name in self.files)

    @cached_property
    def phrases(self) -> frozenset[tuple[str, str]]:
        """Every phrase that some template says."""
        return frozenset(pair for text in self.files.values() for pair in phrases(text.decode("utf-8", "replace")))

    @cached_property
    def covered(self) -> frozenset[int]:
        """The code points that some font has. Raises FontError for a file that is none."""
        return frozenset().union(*map(coverage, self.fonts))

    @cached_property
    def digest(self) -> str:
        """One number for all of it: another template or another font is another document."""
        total = hashlib.sha256()
        for name, text in sorted(self.files.items()):
            total.update(f"{name}\0{len(text)}\0".encode() + text)
        for path in self.fonts:
            total.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
        return total.hexdigest()


def _extra_fonts() -> list[Path]:
    """The fonts of the extra `cjk`, where it is installed."""
    found = find_spec(_CJK)
    folders = (found.submodule_search_locations or ()) if found else ()
    return [path for folder in folders for path in fonts_in(Path(folder))]
