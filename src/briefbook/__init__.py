"""Briefbook: living briefings, written as structured data, checked, linked and printed."""

__version__ = "0.1.0"
