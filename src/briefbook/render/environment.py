"""The template environment of the components.

In: folders of templates. Out: a function that calls a component's macro. Sandboxed, immutable, strict and escaping: a
template sees its component's view and the words of the language, and nothing of the machine.
"""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefbook.load.package import package_folder
from briefbook.render.words import Words

_FALLBACK = "records"


class Templates:
    """The components of one medium: a site's own first, the package's after."""

    def __init__(self, own: Path, words: Words) -> None:
        """`own` is the site's folder of components, which need not exist."""
        folders = dict.fromkeys([str(own / "web"), str(package_folder("macros") / "web")])
        self._environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(list(folders)),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        self._environment.globals = {"say": words.say, "choice": words.choice, "count": words.count}
        self._macro = cache(self._find)

    def _find(self, name: str) -> Any:
        try:
            template = self._environment.get_template(f"{name}.html.jinja")
            return getattr(template.module, name)
        except TemplateNotFound:
            return self._environment.get_template(f"{_FALLBACK}.html.jinja").module.records  # type: ignore[attr-defined]

    def render(self, name: str, view: Any) -> Markup:
        """Call the macro of a component with its view.

        Raises jinja2.TemplateError where a site's own template is wrong.
        """
        return Markup(self._macro(name)(view))
