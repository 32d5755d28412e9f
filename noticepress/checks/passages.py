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
                yield text.finding(passage.line, what, mend)
            for region in passage.regions:
                if region not in regions:
                    what = f"“{region}” is not a region of the site."
                    mend = nearest(region, regions) or "site.toml has no regions: add a table [regions.…]."
                    yield text.finding(passage.line, what, mend, at=region)


def unseen_passage(review: Review) -> Iterator[Finding]:
    """A passage that no edition shows: of an addendum, but not for its region; of a notice, but for regions without
    an addendum."""
    known = frozenset(review.site.config.regions)
    for text in review.texts:
        own = text.document.id.region
        editions = {each.id.region for each in review.site.addenda(text.document.id.notice)}
        for passage in text.outline.passages:
            named = (passage.kind, *passage.regions)
            if own and passage.regions and not _shows(named, own, frozenset((own,))):
                what = f"Nobody sees this passage: the addendum “{text.document.id}” is read in {own} alone."
                yield text.finding(passage.line, what, "Take the passage out, or move it to the notice.")
            named_here = set(passage.regions)
            if not own and passage.kind == "only" and named_here & known and not named_here & editions:
                what = (
                    f"Nobody sees this passage: “{text.document.id}” has no edition for {', '.join(passage.regions)}."
                )
                mend = f"Give it an addendum for the region: noticepress new addendum {text.document.id} …"
                yield text.finding(passage.line, what, mend)


def passage_form(review: Review) -> Iterator[Finding]:
    """A passage that nothing closes, or colons that begin or close none: they would be shown to readers."""
    for text in review.texts:
        for passage in text.outline.passages:
            if not passage.closed:
                what = f"The passage “{passage.kind} {' '.join(passage.regions)}” is not closed."
                yield text.finding(passage.line, what, "Write a line ::: where it ends.")
        for block in text.outline.blocks:
            for position, span in enumerate(block.spans):
                begins = not position or block.spans[position - 1].line < span.line
                match = _COLONS.match(span.text) if begins and span.kind == "text" else None
                if match and block.kind == "paragraph":
                    yield text.finding(span.line, *_stray(match[0], match[1]), at=match[0])


def unknown_variable(review: Review) -> Iterator[Finding]:
    """Double braces whose name site.toml does not know, in the body or the front matter."""
    known = (*review.site.config.variables, *(f"contact.{name}" for name in _contacts(review)))
    for text in review.texts:
        for variable in variables(text.body):
            line = text.body.count("\n", 0, variable.offset) + 1
            if fault := _unknown(variable.name, known) or _valueless(
                review, variable.name, _shown_in(review, text, line)
            ):
                yield text.finding(line, *fault, at=variable.name or "{{")
        for key, value in _front_matter(text):
            for variable in variables(value):
                if fault := _unknown(variable.name, known) or _regional(variable.name):
                    yield text.finding_at_key(key, *fault, at=variable.name or "{{")


def _stray(colons: str, word: str) -> tuple[str, str]:
    if word:
        what = f"“{colons}” begins no passage."
        meant = nearest(word.lower(), ("only", "except"))
        return what, f"{meant} A passage begins with three colons: “::: only eea” or “::: except eea”."
    what = "These colons close no passage."
    return what, "Take the line out. A passage round another one needs more colons (::::) than the one within."


def _front_matter(text: Parsed) -> tuple[tuple[str, str], ...]:
    meta = text.meta
    return (("title", meta.title), ("description", meta.description), ("summary", meta.summary)) if meta else ()


def _unknown(name: str, known: tuple[str, ...]) -> tuple[str, str] | None:
    literal = "For braces that readers shall see, write \\{{."
    if name in known:
        return None
    if _NAME.fullmatch(name):
        return f"There is no variable “{name}” in site.toml.", f"{nearest(name, known)} {literal}"
    meant = next((each for each in known if each.rpartition(".")[2] == name.rpartition(".")[2].strip()), "")
    meant = meant or next((each for each in known if each == re.sub(r"\s|\|.*", "", name)), "organisation.name")
    return f"“{{{{ {name} }}}}” is not a variable.", f"Variables look like {{{{ {meant} }}}}. {literal}"


def _regional(name: str) -> tuple[str, str] | None:
    if not name.startswith("contact."):
        return None
    what = f"“{name}” differs from region to region, but the front matter is the same in all of them."
    return what, "Write the value itself, or a variable of [organisation]."


def _valueless(review: Review, name: str, regions: tuple[str, ...]) -> tuple[str, str] | None:
    if not name.startswith("contact."):
        return None
    values = review.site.config.contacts()
    without = [slug for slug in regions if name.removeprefix("contact.") not in values.get(slug, {})]
    if not without:
        return None
    where = ", ".join(f"[regions.{slug}.contact]" if slug else "[contact]" for slug in without)
    return f"“{name}” has no value in {where}, where this text is shown too.", f"Add a value to {where} in site.toml."


def _shown_in(review: Review, text: Parsed, line: int) -> tuple[str, ...]:
    """The regions (`""`: none) in whose editions a line of a text stands."""
    if text.document.id.region:
        return (text.document.id.region,)
    addenda = review.site.addenda(text.document.id.notice)
    sections = frozenset(each.id.region for each in addenda if each.config.settings.placement == "section")
    spoken_to = {"": sections, **{each.id.region: frozenset((each.id.region,)) for each in addenda}}
    block = next((block for block in reversed(text.outline.blocks) if block.line <= line), None)
    passages = [tuple(name.split()) for name in block.within if name.startswith(("only ", "except "))] if block else []
    return tuple(
        _spoken_to(slug, passages)
        for slug, regions in spoken_to.items()
        if all(_shows(passage, slug, regions) for passage in passages)
    )


def _spoken_to(slug: str, passages: list[tuple[str, ...]]) -> str:
    """Whose contact values stand in an edition: in the general one, within a passage for one region, that region's."""
    only = [passage[1:] for passage in passages if passage[0] == "only"]
    return only[-1][0] if not slug and only and len(only[-1]) == 1 else slug


def _shows(passage: tuple[str, ...], slug: str, regions: frozenset[str]) -> bool:
    """Whether the edition of a region (`""`: the general one) that speaks to these regions shows a passage."""
    return slug not in passage[1:] if passage[0] == "except" else bool(regions & set(passage[1:]))


def _contacts(review: Review) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for values in review.site.config.contacts().values() for name in values))
