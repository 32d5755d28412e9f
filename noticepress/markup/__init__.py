"""Markdown in, HTML out: the dialect, section ids, variables, passages and references."""

from noticepress.markup.body import Body, Rendering, render_body
from noticepress.markup.dialect import DIALECT, Html, parser
from noticepress.markup.freeze import LINES, set_ids, write_out_ids
from noticepress.markup.memory import Pieces
from noticepress.markup.passages import regions_by_line
from noticepress.markup.references import Reference, local_targets, references
from noticepress.markup.sanitise import is_remote, sanitise
from noticepress.markup.sections import Section, plain_text, sections, slug
from noticepress.markup.title import FirstHeading, first_heading
from noticepress.markup.variables import Variable, as_markdown, resolve, variables

__all__ = [
    "DIALECT",
    "LINES",
    "Body",
    "FirstHeading",
    "Html",
    "Pieces",
    "Reference",
    "Rendering",
    "Section",
    "Variable",
    "as_markdown",
    "first_heading",
    "is_remote",
    "local_targets",
    "parser",
    "plain_text",
    "references",
    "regions_by_line",
    "render_body",
    "resolve",
    "sanitise",
    "sections",
    "set_ids",
    "slug",
    "variables",
    "write_out_ids",
]
