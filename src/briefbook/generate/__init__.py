"""What is written from the list of kinds and the table of codes, so that no rule is written twice.

In: `KINDS` and `CODES`. Out: the texts of files, by path: JSON Schemas and settings for editors, the data dictionary,
the page of findings. A test compares them with what lies in the repository.
"""

import json

from briefbook.generate.dictionary import dictionary
from briefbook.generate.editor import editor_files
from briefbook.generate.findings import findings_page
from briefbook.generate.merging import MERGED, merged
from briefbook.generate.schema import schemas
from briefbook.generate.words import catalogue
from briefbook.review import diff_schema

__all__ = ["MERGED", "generated", "generated_here", "merged"]


def generated(data: str = "data") -> dict[str, str]:
    """What any site has: its path relative to the site's folder, and its text; `data` is the folder of its facts."""
    files = {f"{data}/schema/{name}.json": f"{json.dumps(schema, indent=2)}\n" for name, schema in schemas().items()}
    files[f"{data}/schema/diff.json"] = f"{json.dumps(diff_schema(), indent=2)}\n"
    return {**files, f"{data}/README.md": dictionary(), **editor_files()}


def generated_here() -> dict[str, str]:
    """What only Briefbook's own repository has."""
    return {"handbook/findings.md": findings_page(), "src/briefbook/words/en.po": catalogue()}
