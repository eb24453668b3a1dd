"""The one list of kinds.

In: the kinds' own files. Out: `KINDS`, in the order in which a dictionary lists them, and two look-ups. Schema,
dictionary, starters, components, classes, links and checks all follow from this list.
"""

from briefbook.kinds.actors import ACTORS
from briefbook.kinds.briefing import BRIEFING
from briefbook.kinds.corrections import CORRECTIONS
from briefbook.kinds.dilemmas import DILEMMAS
from briefbook.kinds.estimates import ESTIMATES
from briefbook.kinds.judgements import JUDGEMENTS
from briefbook.kinds.key_points import KEY_POINTS
from briefbook.kinds.positions import POSITIONS
from briefbook.kinds.scenarios import SCENARIOS
from briefbook.kinds.sources import SOURCES
from briefbook.kinds.statements import STATEMENTS
from briefbook.kinds.terms import TERMS
from briefbook.kinds.timeline import TIMELINE
from briefbook.kinds.unknowns import UNKNOWNS
from briefbook.model.kind import Kind

KINDS: tuple[Kind, ...] = (
    BRIEFING,
    KEY_POINTS,
    TIMELINE,
    STATEMENTS,
    POSITIONS,
    DILEMMAS,
    ACTORS,
    ESTIMATES,
    JUDGEMENTS,
    SCENARIOS,
    UNKNOWNS,
    SOURCES,
    TERMS,
    CORRECTIONS,
)
BY_NAME = {kind.name: kind for kind in KINDS}
LISTS = tuple(kind for kind in KINDS if kind.is_list)

__all__ = ["BRIEFING", "BY_NAME", "KINDS", "LISTS"]
