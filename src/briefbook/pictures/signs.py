"""Whether a sign has been seen, as a mark beside its words.

In: a status. Out: a small drawing that says nothing of its own, because the word stands beside it: a full disc, a half
one, a ring, a dashed ring.
"""

from briefbook.pictures.drawing import Circle, Drawing, Paint, Path, Shape

_SIZE = 14.0
_MIDDLE = _SIZE / 2
_RADIUS = 5.0
# The left half of a disc, as straight lines short enough to look round.
_HALF = ((0.0, -1.0), (-0.38, -0.92), (-0.71, -0.71), (-0.92, -0.38), (-1.0, 0.0), (-0.92, 0.38), (-0.71, 0.71),
         (-0.38, 0.92), (0.0, 1.0))  # fmt: skip


def sign_picture(status: str) -> Drawing:
    """The mark of a status: seen, partly-seen, not-seen, or anything else for not known."""
    return Drawing(_SIZE, _SIZE, tuple(_shapes(status)), "", "sign")


def _shapes(status: str) -> list[Shape]:
    ring = Paint(fill="paper", stroke="strong", width=1.5)
    if status == "seen":
        return [Circle(_MIDDLE, _MIDDLE, _RADIUS, Paint(fill="strong", stroke="strong", width=1.5), status)]
    if status == "partly-seen":
        half = tuple((_MIDDLE + x * _RADIUS, _MIDDLE + y * _RADIUS) for x, y in _HALF)
        return [Circle(_MIDDLE, _MIDDLE, _RADIUS, ring, status), Path(half, Paint(fill="strong"), status, closed=True)]
    if status == "not-seen":
        return [Circle(_MIDDLE, _MIDDLE, _RADIUS, ring, status)]
    return [Circle(_MIDDLE, _MIDDLE, _RADIUS, Paint(fill="paper", stroke="quiet", width=1.5, dash=(2, 1.9)), "unknown")]
