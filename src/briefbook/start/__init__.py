"""Beginning: a whole new site, or another briefing in one that is there; and what an installation lacks.

In: a folder. Out: files by path, or lines about the installation. Apart from `generate`, whose files it hands on, and
from `edit`, because it only ever writes what is not there yet.
"""
