"""Regional passages and variables: what is filled in or left out for each region."""

import re
from collections.abc import Iterator
from typing import Final

from noticepress.checks.review import Parsed, Review
from noticepress.errors import Finding, nearest
from noticepress.markup.variables import variables

_COLONS: Final = re.compile(r":{2,}[ \t]*([\w-]*)")
_NAME: Final = re.compile(r"[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)+")


def passage_regions(review: Review) -> Iterator[Finding]:
    """A passage that names no region, or one that the site does not have."""
    regions = tuple(review.site.config.regions)
    for text in review.texts:
        for passage in text.outline.passages:
            if not passage.regions:
                what = f"The passage says “{passage.kind}”, but not which regions."
                mend = f"Write ::: {passage.kind} and the regions, such as {regions[0] if regions else 'eea'}."
                yield text.finding("passage-regions", passage.line, what, mend)
            for region in passage.regions:
                if region not in regions:
                    what = f"“{region}” is not a region of the site."
                    mend = nearest(region, regions) or "site.toml has no regions: add a table [regions.…]."
                    yield text.finding("passage-regions", passage.line, what, mend, at=region)


def passage_form(review: Review) -> Iterator[Finding]:
    """A passage that nothing closes, or colons that begin or close none: they would be shown to readers."""
    for text in review.texts:
        for passage in text.outline.passages:
            if not passage.closed:
                what = f"The passage “{passage.kind} {' '.join(passage.regions)}” is not closed."
                yield text.finding("passage-form", passage.line, what, "Write a line ::: where it ends.")
        for block in text.outline.blocks:
            for position, span in enumerate(block.spans):
                begins = not position or block.spans[position - 1].line < span.line
                match = _COLONS.match(span.text) if begins and span.kind == "text" else None
                if match and block.kind == "paragraph":
                    yield text.finding("passage-form", span.line, *_stray(match[0], match[1]), at=match[0])


def unknown_variable(review: Review) -> Iterator[Finding]:
    """Double braces whose name site.toml does not know, in the body or the front matter."""
    known = (*review.site.config.variables, *(f"contact.{name}" for name in _contacts(review)))
    for text in review.texts:
        for variable in variables(text.text.body):
            if fault := _variable_fault(review, text, variable.name, known):
                line = text.text.body.count("\n", 0, variable.offset) + 1
                yield text.finding("unknown-variable", line, *fault, at=variable.name)
        meta = text.text.meta
        for key, value in (("title", meta.title), ("description", meta.description), ("summary", meta.summary)):
            for variable in variables(value):
                if fault := _variable_fault(review, text, variable.name, known):
                    yield text.finding_at_key("unknown-variable", key, *fault)


def _stray(colons: str, word: str) -> tuple[str, str]:
    if word:
        what = f"“{colons}” begins no passage."
        return what, f"{nearest(word, ('only', 'except'))} Write “::: only eea” or “::: except eea” with three colons."
    what = "These colons close no passage."
    return what, "Take the line out. A passage round another one needs more colons (::::) than the one within."


def _variable_fault(review: Review, text: Parsed, name: str, known: tuple[str, ...]) -> tuple[str, str] | None:
    if name not in known:
        literal = "For braces that readers shall see, write \\{{."
        if _NAME.fullmatch(name):
            return f"There is no variable “{name}” in site.toml.", f"{nearest(name, known)} {literal}"
        return f"“{{{{ {name} }}}}” is not a variable.", f"Variables look like {{{{ organisation.name }}}}. {literal}"
    if not name.startswith("contact."):
        return None
    without = [slug for slug in _editions(review, text) if name.removeprefix("contact.") not in _values(review, slug)]
    if not without:
        return None
    where = ", ".join(f"[regions.{slug}.contact]" if slug else "[contact]" for slug in without)
    return f"“{name}” has no value in {where}, where this text is shown too.", f"Add a value to {where} in site.toml."


def _editions(review: Review, text: Parsed) -> tuple[str, ...]:
    """The regions (`""`: none) in whose editions a text stands."""
    if text.document.id.region:
        return (text.document.id.region,)
    return ("", *(addendum.id.region for addendum in review.site.addenda(text.document.id.notice)))


def _values(review: Review, slug: str) -> dict[str, str]:
    return review.site.config.contacts().get(slug, {})


def _contacts(review: Review) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for values in review.site.config.contacts().values() for name in values))
