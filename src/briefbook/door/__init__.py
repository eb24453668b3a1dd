"""The door to MkDocs, and the only place that knows it.

In: a linked site, or MkDocs's own events. Out: a built folder, a preview, or findings. Everything behind this door
can be had without MkDocs.
"""

from briefbook.door.plugin import BriefbookPlugin
from briefbook.door.run import EngineError, build_with_mkdocs
from briefbook.door.serve import serve_with_mkdocs

__all__ = ["BriefbookPlugin", "EngineError", "build_with_mkdocs", "serve_with_mkdocs"]
