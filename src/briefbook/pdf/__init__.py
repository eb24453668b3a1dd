"""Print: the linked model to a tagged, archival PDF a briefing, and to the card that stands for it elsewhere.

In: `Site`. Out: files. The engine is Typst; it is handed plain values and templates, never the site's HTML, and is
imported only when something is printed. Nothing is imported here: a process that sets documents needs `engine` alone.
"""
