"""Reading files: bytes to text, text to positioned trees, and nothing about what they mean.

In: a folder. Out: `Loaded`, every data file and page with the place of every value, and the findings met on the way.
"""

from briefbook.load.config import Settings, read_settings
from briefbook.load.own import own_catalogues
from briefbook.load.site import DataFile, Loaded, PageFile, load_site
from briefbook.load.tree import Mapping, Scalar, Sequence, Tree

__all__ = [
    "DataFile",
    "Loaded",
    "Mapping",
    "PageFile",
    "Scalar",
    "Sequence",
    "Settings",
    "Tree",
    "load_site",
    "own_catalogues",
    "read_settings",
]
