"""Links in texts: where they lead out of the site, are they addresses, and where not, what was meant by the path?

In: a link of a parsed text. Out: findings. Apart from `text`, because what a path was meant to reach is guessed from
the records and pages there are.
"""

import re
from collections.abc import Iterator

from briefbook.addresses import SAFE_LINKS, forbidden
from briefbook.check.addresses import address_flaws
from briefbook.check.scene import Scene
from briefbook.findings import Finding
from briefbook.kinds import LISTS
from briefbook.prose import Node

_LEADS_OUT = re.compile(r"(https?|mailto):", re.IGNORECASE)
_HOST = re.compile(r"(?:www\.[\w-]+|[\w-]+)\.(?!md\b|html?\b|ya?ml\b)[a-z]{2,}(?:[/?]|\Z)|www\.", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+\Z")
_ENDING = re.compile(r"(/index)?\.(md|html?|yml)\Z")
_ANCHOR = re.compile(rf"(?:{'|'.join(kind.css for kind in LISTS)})-")
OUT = f"only {', '.join(SAFE_LINKS[:-1])} and {SAFE_LINKS[-1]} lead out of the site"


def check_address(node: Node, href: str, shown: str, scene: Scene) -> Iterator[Finding]:
    """Check where a link leads."""
    if forbidden(href) or _LEADS_OUT.match(href):
        for code, message, help_line in address_flaws(href, OUT):
            yield scene.finding(node, code, message, help_line)
    elif _HOST.match(href):
        yield scene.finding(node, "link-by-path", f"'{shown}' has no https:// before it", f"write https://{shown}")
    elif _MAIL.match(href):
        yield scene.finding(node, "link-by-path", f"'{shown}' has no mailto: before it", f"write mailto:{shown}")
    else:
        near = next((name for name in _named(href) if scene.index.find(scene.briefing, name)), "")
        help_line = f"write [words][{near}]" if near else "refer to records and pages by id: [words][id]"
        yield scene.finding(node, "link-by-path", f"'{shown}' is a path", help_line)


def _named(href: str) -> Iterator[str]:
    """The ids that a path may have been meant to reach: what its anchor names, then its page."""
    path, _, fragment = href.partition("#")
    for name in (fragment, _ANCHOR.sub("", fragment, count=1), _ENDING.sub("", path).rstrip("/").rpartition("/")[2]):
        yield from dict.fromkeys((name, name.casefold()))
