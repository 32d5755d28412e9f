"""Catalogues of gettext as values: read, written, and their phrases held against each other."""

from noticepress.po.catalogue import Catalogue, Key, Message, Previous, header_value
from noticepress.po.placeholders import phrase_fault
from noticepress.po.read import CatalogueError, Fault, read_po
from noticepress.po.write import write_po

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Fault",
    "Key",
    "Message",
    "Previous",
    "header_value",
    "phrase_fault",
    "read_po",
    "write_po",
]
