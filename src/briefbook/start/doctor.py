"""What is installed and what is missing, for the site in this folder.

In: the machine and a folder. Out: lines, each good or not, with what to do. Nothing is imported that a line only asks
the version of.
"""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import yaml

from briefbook.edit.upgrade import FormatError, format_of, steps_from
from briefbook.generate import MERGED, generated, merged
from briefbook.load import Settings
from briefbook.load.package import package_folder

_PACKAGES = ("briefbook", "mkdocs", "mkdocs-material", "pydantic", "markdown-it-py", "Jinja2", "click", "Babel")


@dataclass(frozen=True, slots=True)
class Line:
    """What was looked at, what was found, whether it will do, and what to do where it will not.

    `needed` tells whether a site can be built without it.
    """

    name: str
    found: str
    good: bool
    help: str = ""
    needed: bool = True


def examined(settings: Settings | None) -> Iterator[Line]:
    """Look at the machine, and at the site where there is one."""
    python = ".".join(map(str, sys.version_info[:3]))
    yield Line("Python", python, sys.version_info >= (3, 11), "install Python 3.11 or newer")
    for package in _PACKAGES:
        yield _package(package, f"pip install {package}")
    fast = hasattr(yaml, "CLoader")
    yield Line("libyaml", "yes" if fast else "no", fast, "install PyYAML from a wheel: reading is slow without", False)
    yield _package("typst", "pip install 'briefbook[pdf]' makes PDFs", needed=False)
    yield _fonts()
    yield _program("git", "--version", "install git for editions and merging")
    yield _program("java", "-version", "needed by the validators of EPUB and HTML in the tests")
    yield _program("chromium", "--version", "needed by the browser tests")
    yield _program("node", "--version", "needed by the tests of accessibility and of editors")
    if settings is None:
        yield Line("site", "no mkdocs.yml here", False, "'briefbook init .' makes a site", False)
    else:
        yield from _site(settings)


def _package(name: str, help_line: str, *, needed: bool = True) -> Line:
    try:
        return Line(name, version(name), True)
    except PackageNotFoundError:
        return Line(name, "not installed", False, help_line, needed)


def _fonts() -> Line:
    """The fonts that ship with the look; a site asks nobody else for one."""
    try:
        fonts = sorted((package_folder("overrides") / "assets").rglob("*.woff2"))
    except FileNotFoundError as error:
        return Line("fonts", str(error), False, "install briefbook anew")
    return Line("fonts", f"{len(fonts)} of our own" if fonts else "those of the reader's system", True)


def _program(name: str, flag: str, help_line: str) -> Line:
    path = shutil.which(name)
    if path is None:
        return Line(name, "not found", False, help_line, False)
    try:
        done = subprocess.run([path, flag], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.SubprocessError):
        return Line(name, "does not start", False, help_line, False)
    said = (done.stdout or done.stderr).strip().splitlines()
    return Line(name, said[0].strip() if said else path, True)


def _site(settings: Settings) -> Iterator[Line]:
    try:
        found = format_of(settings)
        steps = steps_from(found)
        yield Line("data format", str(found), not steps, "'briefbook upgrade' brings it up to date")
    except FormatError as error:
        yield Line("data format", str(error), False, f"see {settings.name(settings.data)}/FORMAT")
    files = generated(settings.name(settings.data))
    behind = [name for name, text in files.items() if _differs(settings.root / name, text, theirs=name in MERGED)]
    shown = f"{len(behind)} behind, {behind[0]} among them" if behind else "up to date"
    yield Line("schemas, dictionary, snippets", shown, not behind, "'briefbook generate' writes them anew", False)
    site = settings.site
    left = [path for end in ("new", "old") if (path := site.with_name(f".{site.name}.{end}")).exists()]
    names = ", ".join(path.name for path in left)
    yield Line("left by a build", names or "nothing", not left, "the next build clears it up", False)
    yield _driver(settings.root)


def _differs(path: Path, text: str, *, theirs: bool) -> bool:
    """Whether a file is there and says something else; one that is not there is nobody's concern.

    Where the owner writes in it as well, it is enough that it says ours; what cannot be read is left to them.
    """
    if not path.is_file():
        return False
    if not theirs:
        return path.read_bytes() != text.encode("utf-8")
    said = path.read_text(encoding="utf-8", errors="replace")
    return (merged(said, text) or said) != said


def _driver(root: Path) -> Line:
    """Whether git knows how to merge data files in this clone."""
    own = Path(sys.executable).with_name("briefbook")
    command = shlex.quote(str(own)) if own.exists() else "briefbook"  # git hands it to a shell
    help_line = f'git config merge.briefbook.driver "{command} merge %O %A %B"'
    try:
        asked = ["git", "config", "merge.briefbook.driver"]
        done = subprocess.run(asked, cwd=root, capture_output=True, text=True, timeout=20, check=False)
        told = done.stdout.strip()
    except (OSError, subprocess.SubprocessError):
        told = ""
    return Line("merging by record", "git knows" if told else "git was not told", bool(told), help_line, False)
