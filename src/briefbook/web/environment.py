"""The template environment of the components, for every medium that is markup.

In: folders of templates. Out: a function that calls a component's macro. Sandboxed, immutable, strict and escaping: a
template sees its component's view and the words of the language, and nothing of the machine.
"""

import traceback
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefbook.leftovers import finished
from briefbook.load.package import package_folder
from briefbook.render.views import View, values_of
from briefbook.words import Words

_FALLBACK = "records"


_OF_A_TEMPLATE = (
    TemplateError, AttributeError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError,
)  # fmt: skip


class ComponentError(Exception):
    """A component's template that cannot be used; the message names the file, the line and what is wrong."""


class Compiled(BytecodeCache):
    """What templates were compiled to in this process, by their name and text, so that a preview does it once.

    It is kept in memory and nowhere else: code that lies in a folder of the site would be code that content brings.
    """

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, if it was compiled before."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._codes[bucket.key, bucket.checksum] = bucket.code


@cache
def compiled() -> Compiled:
    """The one store of compiled templates of a process."""
    return Compiled()


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which asks of every value whether code could be reached through it."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Give a value of a view by name, unasked: a view has nothing but its values, and they are asked in turn."""
        if type(obj) is View and attribute in (values := values_of(obj)):
            return values[attribute]
        return super().getattr(obj, attribute)


class Templates:
    """The components of one medium: a site's own first, the package's after."""

    def __init__(self, own: Path, words: Words, medium: str = "web", ending: str = ".html.jinja") -> None:
        """`own` is the site's folder of components, which need not exist."""
        self._ending = ending
        self._own = own / medium
        folders = dict.fromkeys([str(self._own), str(package_folder("macros") / medium)])
        self._environment = _Sandbox(
            loader=FileSystemLoader(list(folders)),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=finished,
            bytecode_cache=compiled(),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        self._environment.globals = {"say": words.say, "choice": words.choice, "count": words.count}
        self._files = frozenset(self._environment.list_templates())
        self._macro = cache(self._find)

    def _find(self, name: str) -> Any:
        file = f"{name}{self._ending}"
        if file not in self._files:
            name, file = _FALLBACK, f"{_FALLBACK}{self._ending}"
        return getattr(self._environment.get_template(file).module, name)

    def render(self, name: str, view: Any) -> Markup:
        """Call the macro of a component with its view.

        Raises ComponentError where a site's own template is wrong.
        """
        try:
            return Markup(self._macro(name)(view))
        except _OF_A_TEMPLATE as error:
            said = "it calls itself without end" if isinstance(error, RecursionError) else str(error)
            raise ComponentError(f"{self._where(name, error)}: {said}") from error

    def _where(self, name: str, error: Exception) -> str:
        """The template and line an error comes from."""
        if isinstance(error, TemplateSyntaxError):
            return f"{self._called(error.filename or error.name or name)}:{error.lineno}"
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".jinja")]
        if not frames:
            return f"{name}{self._ending}"
        path, line = Path(frames[-1].filename), frames[-1].lineno or 1
        template = self._environment.get_template(path.name)  # a frame counts the lines of the code made from it
        return f"{self._called(str(path))}:{template.get_corresponding_lineno(line)}"

    def _called(self, path: str) -> str:
        """A template as a person finds it: with the site's folder, or as one of the package's."""
        medium, name = Path(path).parent, Path(path).name
        if medium == self._own:
            return f"{medium.parent.name}/{medium.name}/{name}"
        return name
