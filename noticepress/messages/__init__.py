"""Translations: units out of a body, catalogues as values, and translated bodies out of both."""

from noticepress.messages.apply import StructureError, translate
from noticepress.messages.corrections import corrections
from noticepress.messages.extract import (
    FrontString,
    Source,
    babel_extract,
    for_locale,
    source_from,
    source_of,
    template,
)
from noticepress.messages.merge import merge
from noticepress.messages.phrases import Phrase, comment_above, phrase_template, python_phrases
from noticepress.messages.states import State, Translation, Waiting, long_units, translation, wanted
from noticepress.messages.units import Unit, units
from noticepress.messages.whole import aligned, whole_findings
from noticepress.po import (
    Catalogue,
    CatalogueError,
    Fault,
    Key,
    Message,
    Previous,
    header_value,
    phrase_fault,
    read_po,
    write_po,
)

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Fault",
    "FrontString",
    "Key",
    "Message",
    "Phrase",
    "Previous",
    "Source",
    "State",
    "StructureError",
    "Translation",
    "Unit",
    "Waiting",
    "aligned",
    "babel_extract",
    "comment_above",
    "corrections",
    "for_locale",
    "header_value",
    "long_units",
    "merge",
    "phrase_fault",
    "phrase_template",
    "python_phrases",
    "read_po",
    "source_from",
    "source_of",
    "template",
    "translate",
    "translation",
    "units",
    "wanted",
    "whole_findings",
    "write_po",
]
