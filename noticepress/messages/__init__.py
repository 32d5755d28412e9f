"""Translations: units out of a body, catalogues as values, and translated bodies out of both."""

from noticepress.messages.apply import StructureError, translate
from noticepress.messages.catalogue import Catalogue, Coverage, Key, Message, Previous, state
from noticepress.messages.po_read import CatalogueError, Fault, read_po
from noticepress.messages.po_write import write_po
from noticepress.messages.units import Unit, units

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Coverage",
    "Fault",
    "Key",
    "Message",
    "Previous",
    "StructureError",
    "Unit",
    "read_po",
    "state",
    "translate",
    "units",
    "write_po",
]
