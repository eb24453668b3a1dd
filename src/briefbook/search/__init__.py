"""Search: an index that a page can read in pieces, without a server.

In: a linked site. Out: the files of its index, which `overrides/assets/javascripts/search-index.js` reads. Every file
is a script that hands over data, because a page opened from disk may load scripts and nothing else; and each is small,
because a reader who looks for one word among a thousand briefings should not fetch them all. The form of the files is
described in `handbook/search.md`; both sides state its number.
"""

from briefbook.search.documents import Document, documents
from briefbook.search.files import search_files

__all__ = ["Document", "documents", "search_files"]
