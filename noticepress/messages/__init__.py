"""Translations: units out of a body, catalogues as values, and translated bodies out of both."""

from noticepress.messages.apply import StructureError, translate
from noticepress.messages.catalogue import Catalogue, Coverage, Key, Message, Previous, state
from noticepress.messages.extract import FrontString, Source, babel_extract, for_locale, source_of, template
from noticepress.messages.merge import merge
from noticepress.messages.po_read import CatalogueError, Fault, read_po
from noticepress.messages.po_write import write_po
from noticepress.messages.units import Unit, units

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Coverage",
    "Fault",
    "FrontString",
    "Key",
    "Message",
    "Previous",
    "Source",
    "StructureError",
    "Unit",
    "babel_extract",
    "for_locale",
    "merge",
    "read_po",
    "source_of",
    "state",
    "template",
    "translate",
    "units",
    "write_po",
]
