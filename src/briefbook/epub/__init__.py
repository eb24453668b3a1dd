"""EPUB: a briefing as a book.

In: the linked site and its rendered pages. Out: `downloads/<briefing>.epub`, the same bytes on every machine. The
pages are those of the web, made well-formed; around them stand a cover, the contents and the package file.
"""

from briefbook.epub.book import Bindery
from briefbook.epub.xhtml import MarkupError

__all__ = ["Bindery", "MarkupError"]
