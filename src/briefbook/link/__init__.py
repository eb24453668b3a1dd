"""Links, both ways: from what was checked to the one model that every output reads.

In: `Checked`, without errors. Out: `Site`, frozen: every record knows its address and who mentions it, every page
what it leans on, every briefing the order of its pages.
"""

from briefbook.link.build import link_site
from briefbook.link.mentions import first_sentence, uses_in_text
from briefbook.link.site import Address, Briefing, Mention, Page, Record, Section, Site
from briefbook.link.titles import shortened

__all__ = [
    "Address",
    "Briefing",
    "Mention",
    "Page",
    "Record",
    "Section",
    "Site",
    "first_sentence",
    "link_site",
    "shortened",
    "uses_in_text",
]
