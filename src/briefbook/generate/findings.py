"""The page of all findings.

In: the table of codes. Out: one Markdown text.
"""

from briefbook.findings import CODES, Code

_HEAD = """\
# Findings

<!-- Written by `make generate` from the table of codes; a change made here is lost. -->

Every code that `briefbook check` and `briefbook build` can report. `briefbook explain CODE` prints the same.
"""


def findings_page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(_section(code) for code in CODES.values())])


def _section(code: Code) -> str:
    wrong, right = code.wrong.rstrip(), code.right.rstrip()
    lines = [f"## {code.name}", "", f"*{code.level}.* {code.title}", "", code.cause.strip(), ""]
    return "\n".join([*lines, "Wrong:", "", _fenced(wrong), "", "Right:", "", _fenced(right), ""])


def _fenced(text: str) -> str:
    mark = "````" if "```" in text else "```"
    return f"{mark}\n{text}\n{mark}"
