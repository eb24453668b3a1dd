"""The built site that is to be published.

In: a folder that `briefbook build` made. Out: a `Source`, whose files are what its manifest says; or a refusal. Files
are hashed again as they are read, because a build may put another site in place at any moment.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefbook.findings.formats import as_text
from briefbook.manifest import NAME, digests_in, notices_in, verify_copy
from briefbook.publish.ledgers import INDEX, Ledgers, ledgers_in
from briefbook.publish.shelf import RECORD, Refused

MADE = "assets/published/"


@dataclass(frozen=True, slots=True)
class Source:
    """A built site: the hash of its manifest, its files by path with their hash, the digests of its briefings.

    `notices` are pages in the place of others that are gone; `ledgers` the editions of its briefings.
    """

    folder: Path
    sha256: str
    files: Mapping[str, str]
    briefings: Mapping[str, str]
    notices: frozenset[str] = frozenset()
    ledgers: Ledgers = field(default_factory=dict)

    @property
    def pages(self) -> frozenset[str]:
        """The paths of its pages, but for those that are notices."""
        return frozenset(path for path in self.files if path.endswith(".html")) - self.notices

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Every file but the manifest. Raises Refused where one is no longer what the manifest says."""
        for path, sha256 in self.files.items():
            content = (self.folder / path).read_bytes()
            if hashlib.sha256(content).hexdigest() != sha256:
                raise Refused(f"{self.folder / path} changed while it was published; run it again")
            yield path, content


def read_source(folder: Path) -> Source:
    """Verify a built site against its manifest. Raises Refused, with what is wrong."""
    if not (folder / "index.html").is_file():
        raise Refused(f"{folder} holds no built site; 'briefbook build' makes one")
    if (folder / RECORD).exists() or (folder / MADE).exists():
        raise Refused(f"{folder} is a published copy, or has its names ({RECORD}, {MADE}); publish what was built")
    content = (folder / NAME).read_bytes() if (folder / NAME).is_file() else b""
    if findings := verify_copy(folder):
        raise Refused(f"{folder} is not what its manifest says:\n{as_text(findings)}Build it again")
    files = {path: entry["sha256"] for path, entry in sorted(json.loads(content)["files"].items())}
    index = (folder / INDEX).read_bytes() if INDEX in files else b""
    sha256 = hashlib.sha256(content).hexdigest()
    return Source(folder, sha256, files, digests_in(content), notices_in(content), ledgers_in(index))
