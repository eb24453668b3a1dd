"""The findings of one side only.

In: the findings of two sides. Out: items of those that the other has not. A line that moved down is the same line, and
one that stands twice is looked for twice.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from briefbook.findings import Finding
from briefbook.render.views import View
from briefbook.review.items import item, said


def noticed(findings: Iterable[Finding], elsewhere: Iterable[Finding]) -> Iterator[View]:
    """The findings that are not among the others."""
    known = Counter(map(_same, elsewhere))
    for finding in findings:
        if known[_same(finding)] > 0:
            known[_same(finding)] -= 1
        else:
            place = f"{finding.position.path}:{finding.position.line}"
            yield item("", place, finding.record, lines=[said(f"{finding.level} {finding.code}", finding.message)])


def _same(finding: Finding) -> tuple[str, str, str, str]:
    return finding.position.path, finding.code, finding.record, finding.message
