"""Changing an editor's files by program: add, rename, put in order, merge, import, bring up to date.

In: what was loaded and checked. Out: new texts. Files are changed at the places that `load` keeps, never written anew,
so that comments, order and every untouched line stay. Apart from `generate`, which owns the files it writes.
"""
