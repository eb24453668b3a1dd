"""Links within a document, set as addresses and turned into places afterwards.

In: the objects of a PDF, and the titles of its headings. Out: the objects, in which an address of that sort has become
a destination, described by the title of what it leads to. A link that the engine looks up itself makes it set every
paragraph that holds one twice, and a briefing has a thousand of them.
"""

import re
from collections.abc import Mapping

SCHEME = "briefbook:"
_ADDRESS = re.compile(rb"/A<</Type/Action/S/URI/URI\(briefbook:([^()\\]+)\)>>")
_SAID = re.compile(rb"/Contents\(briefbook:[^()\\]+\)")


class LostLead(Exception):
    """A link names a place that the document does not have; the message is that name."""


def led(body: bytes, titles: Mapping[str, str]) -> bytes:
    """An object of the PDF with its address made a destination. Raises LostLead where that has no title."""
    found = _ADDRESS.search(body)
    if found is None:
        return body
    name = found[1].decode("ascii")
    if name not in titles:
        raise LostLead(name)
    body = body[: found.start()] + b"/Dest(%b)" % found[1] + body[found.end() :]
    return _SAID.sub(lambda _: b"/Contents" + _text(titles[name]), body, count=1)


def check_leads(bodies: Mapping[int, bytes]) -> None:
    """See that every destination is named somewhere in the document. Raises LostLead for one that is not."""
    said = [body for body in bodies.values() if not body.endswith(b"endstream")]
    wanted = {name for body in said for name in re.findall(rb"/Dest\(([^()\\]+)\)", body)}
    there = {name for body in said for name in re.findall(rb"\(([^()\\]+)\)\d+ 0 R", body)}
    for name in sorted(wanted - there):
        raise LostLead(name.decode("latin-1"))


def _text(words: str) -> bytes:
    """Words as a text string of PDF (1.7, 7.9.2.2): hexadecimal UTF-16, which needs no escapes."""
    return b"<FEFF%b>" % words.encode("utf-16-be").hex().upper().encode()
