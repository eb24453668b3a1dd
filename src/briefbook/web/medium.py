"""The web as a medium: components are Jinja macros, texts are HTML.

In: templates. Out: what `render` asks of a medium.
"""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from briefbook.pictures import Drawing, web_svg
from briefbook.render.place import Place
from briefbook.render.views import View
from briefbook.web.environment import Templates
from briefbook.web.prose import Prose
from briefbook.words import Words


@dataclass(frozen=True, slots=True)
class Web:
    """Components and texts as HTML."""

    templates: Templates

    def component(self, name: str, view: View) -> Markup:
        """Call the component's macro. Raises ComponentError where a site's own template is wrong."""
        return self.templates.render(name, view)

    def picture(self, drawing: Drawing, described_by: str = "") -> Markup:
        """A drawing as SVG within the page; the writer of pictures has escaped its words."""
        return Markup(web_svg(drawing, described_by))

    def writer(self, place: Place, words: Words, link: Callable[[str], View]) -> Prose:
        """What writes the texts of fields as HTML."""
        return Prose(place, words, link)
