"""A PDF in fewer bytes: what the engine writes one by one is put into compressed groups.

In: a PDF as the engine writes it, with a plain table of its objects. Out: the same objects under the same numbers,
those without a stream of their own in object streams, and the table as a stream (PDF 1.7, 7.5.7 and 7.5.8; PDF/A allows
both). A tagged document has an object for every paragraph and link, and two thirds of it are such small change.
"""

import re
import zlib
from collections.abc import Iterator, Mapping

from briefbook.pdf.leads import SCHEME, LostLead, check_leads, led

_GROUP = 200  # objects that a reader must unpack to see one of them
_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_OBJECT = re.compile(rb"\d+ 0 obj\s*")
_LEVEL = 6


def packed(pdf: bytes, titles: Mapping[str, str]) -> bytes:
    """The same document, smaller, with its links led to what `titles` names.

    What is not laid out as expected is given back as it is. Raises LostLead where a link leads nowhere.
    """
    at = pdf.rfind(b"startxref\n")
    start = int(pdf[at + 10 :].split()[0]) if at >= 0 else -1
    table = _TABLE.match(pdf, start) if start >= 0 else None
    trailer = pdf.rfind(b"trailer\n", start, at) if table else -1
    if table is None or trailer < 0:
        if SCHEME.encode() in pdf:
            raise LostLead("what a document of this layout names")
        return pdf
    entries = pdf[table.end() : trailer]
    offsets = [int(entries[20 * number : 20 * number + 10]) for number in range(1, int(table[1]))]
    bodies = {number: led(body, titles) for number, body in enumerate(_bodies(pdf, offsets, start), 1)}
    check_leads(bodies)
    head = pdf[: min(offsets)]
    return _written(head, bodies, pdf[trailer + 8 : at].strip())


def _bodies(pdf: bytes, offsets: list[int], end: int) -> Iterator[bytes]:
    """What stands between `obj` and `endobj`, by number."""
    ends = dict(zip(sorted(offsets), [*sorted(offsets)[1:], end], strict=True))
    for offset in offsets:
        begin = _OBJECT.match(pdf, offset)
        first = begin.end() if begin else offset
        yield pdf[first : pdf.rfind(b"endobj", first, ends[offset])].strip()


def _written(head: bytes, bodies: dict[int, bytes], trailer: bytes) -> bytes:
    loose = [number for number, body in bodies.items() if not body.endswith(b"endstream")]
    out, size = [head], len(head)
    places: dict[int, tuple[int, int, int]] = {}

    def put(number: int, body: bytes) -> None:
        nonlocal size
        written = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        places[number] = (1, size, 0)
        out.append(written)
        size += len(written)

    for number, body in bodies.items():
        if body.endswith(b"endstream"):
            put(number, body)
    free = len(bodies) + 1
    for begin in range(0, len(loose), _GROUP):
        group = loose[begin : begin + _GROUP]
        put(free, _group([(number, bodies[number]) for number in group]))
        places |= {number: (2, free, index) for index, number in enumerate(group)}
        free += 1
    places[free] = (1, size, 0)
    rows = [(0, 0, 65535), *(places[number] for number in range(1, free + 1))]
    table = b"".join(form.to_bytes(1) + where.to_bytes(4) + index.to_bytes(2) for form, where, index in rows)
    told = re.sub(rb"^<<\s*/Size \d+", b"<</Type/XRef/W[1 4 2]/Size %d" % len(rows), trailer)
    out.append(b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF" % (free, _stream(told[:-2], table), size))
    return b"".join(out)


def _group(members: list[tuple[int, bytes]]) -> bytes:
    """An object stream: the numbers and places of its objects, then the objects."""
    index, at = [], 0
    for number, body in members:
        index.append(b"%d %d" % (number, at))
        at += len(body) + 1
    heads = b" ".join(index) + b"\n"
    content = heads + b"\n".join(body for _, body in members)
    return _stream(b"<</Type/ObjStm/N %d/First %d" % (len(members), len(heads)), content)


def _stream(head: bytes, content: bytes) -> bytes:
    small = zlib.compress(content, _LEVEL)
    return b"%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (head, len(small), small)
