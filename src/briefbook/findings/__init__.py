"""The lowest layer: what is wrong, where, and in which words.

In: a code, a place and two sentences, from any stage. Out: sorted findings, as text or JSON, and a verdict.
It stands apart, and below everything, so that every stage can speak the same language.
"""

from briefbook.findings.codes import CODES, Code
from briefbook.findings.finding import Finding, Position, in_order
from briefbook.findings.formats import FORMATS, summary_line

__all__ = ["CODES", "FORMATS", "Code", "Finding", "Position", "in_order", "summary_line"]
