"""A briefing for programs: its canonical model as a file.

In: a linked briefing. Out: `api/briefings/<briefing>.json`: the digest, and the model it is the digest of.
"""

from pathlib import Path

from briefbook.editions import canonical, canonical_json, digest_of
from briefbook.link import Briefing


def write_json(briefing: Briefing, folder: Path) -> str:
    """Write the JSON of a briefing into `folder`. Gives its digest."""
    model = canonical(briefing)
    digest = digest_of(model)
    path = folder / "api" / "briefings" / f"{briefing.id}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b'{"digest":"%s","model":%s}\n' % (digest.encode(), canonical_json(model)))
    return digest
