"""The regions noticepress knows without being told: ISO 3166 territories and English names.

Names that CLDR has are taken from there in the reader's language (by territory); the others are words of the
interface (`site.po`): the EEA is no territory of CLDR.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from noticepress.errors import nearest

_EU = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
# Comprehensive privacy statutes of US states in force on 24 November 2026; Florida's applies to large companies alone.
_STATES = {
    "california": "CA", "colorado": "CO", "connecticut": "CT", "delaware": "DE", "florida": "FL", "indiana": "IN",
    "iowa": "IA", "kentucky": "KY", "maryland": "MD", "minnesota": "MN", "montana": "MT", "nebraska": "NE",
    "new-hampshire": "NH", "new-jersey": "NJ", "oregon": "OR", "rhode-island": "RI", "tennessee": "TN",
    "texas": "TX", "utah": "UT", "virginia": "VA",
}  # fmt: skip

TERRITORIES: Final[dict[str, tuple[str, ...]]] = {
    "eea": (*_EU.split(), "IS", "LI", "NO"),
    "eu": tuple(_EU.split()),
    "uk": ("GB",),
    "switzerland": ("CH",),
    "brazil": ("BR",),
    "quebec": ("CA-QC",),
    "canada": ("CA",),
    "japan": ("JP",),
    "south-korea": ("KR",),
    "china": ("CN",),
    "india": ("IN",),
    "australia": ("AU",),
    **{slug: (f"US-{code}",) for slug, code in _STATES.items()},
}

CLDR_CODES: Final = {"eu": "EU"}
"""Regions of several territories that CLDR has a name for, by its code."""

NAMES: Final[dict[str, str]] = {
    "eea": "European Economic Area",
    "quebec": "Quebec",
    **{slug: slug.replace("-", " ").title() for slug in _STATES},
}
"""Names that CLDR's territories lack, as message ids of the interface; all other regions go by their territory."""


def lack_of_region(slug: str, name: str, territories: Sequence[str]) -> tuple[str, str] | None:
    """What a region lacks that is not built in: countries, and a name where it is not simply one of them."""
    mend = 'Add name = "…" and territories = ["…"] (ISO 3166 codes).'
    if not name and not territories:
        mend = f"{meant(slug, TERRITORIES)} {mend}".lstrip()
        return f"“{slug}” is not a built-in region and has no name.", mend
    if not territories:
        return f"“{slug}” names no countries.", 'Add territories = ["…"] (ISO 3166 codes).'
    if not name and slug not in TERRITORIES and (len(territories) > 1 or "-" in territories[0]):
        return f"“{slug}” is not a built-in region and has no name.", 'Add name = "…".'
    return None


def meant(slug: str, known: Iterable[str]) -> str:
    """A sentence that offers the known region whose name is almost that; `""` where none is."""
    close = nearest(slug, list(known))
    return close if close.startswith("Did") else ""
