"""The web: the linked model to finished HTML, page by page.

In: `Site`. Out: `PageHtml`s. No engine is known here: what comes out is the inside of a page, with its contents and
its description, and an engine puts a theme around it.
"""

from briefbook.web.environment import ComponentError, Templates
from briefbook.web.page import TOP, Heading, PageHtml, Renderer

__all__ = ["TOP", "ComponentError", "Heading", "PageHtml", "Renderer", "Templates"]
