"""`noticepress publish`."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

import click
from msgspec.structs import replace

from noticepress.cli.common import BY, DRY_RUN, SOURCE, Day, document_of, now, person, refuse_errors, told
from noticepress.cli.completing import notices
from noticepress.errors import Finding, RefusedError, SourceError, UsageError
from noticepress.model import Document, Site, WorkingText
from noticepress.publishing import Held, Publication, Stamp
from noticepress.source import Survey

_ASKED_BY_PUBLISHING: Final = ("silent-edit", "before-in-force", "past-date", "overtakes", "short-notice")


@click.command("publish")
@click.argument("name", default="", shell_complete=notices)
@SOURCE
@click.option("--version", "version", type=Day(), help="Publish translations of this version, which is public already.")
@click.option("--locale", "locales", multiple=True, help="With --version: only these languages (may be repeated).")
@click.option("--from", "file", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="Publish this file.")
@click.option("--late", is_flag=True, help="Publish although the effective date has passed; needs --reason.")
@click.option("--reason", default="", help="Why, for the ledger.")
@click.option("--yes", is_flag=True, help="Go on where a date overtakes another version, or comes at short notice.")
@BY
@DRY_RUN
@told
def command(
    name: str, source: Path, version: date | None, locales: tuple[str, ...], file: Path | None,
    late: bool, reason: str, yes: bool, by: str, dry_run: bool,
) -> None:  # fmt: skip
    """Freeze the working text of a notice, or of an addendum (NOTICE/REGION), with its complete translations.

    Without a name: what could be published. With --version: translations that were not ready when the version was
    published, made from its frozen source.
    """
    from noticepress.publishing import write
    from noticepress.source import survey

    found = survey(source)
    site = _site(found)
    if not name:
        _list(source, site)
        return
    if locales and version is None:
        msg = "--locale goes with --version: a new version is published in every language that is ready."
        raise UsageError(msg)
    document = document_of(site, name)
    stamp = Stamp(person(by), now(site.config), reason)
    if version is not None:
        made = _late(source, site, document, version, locales, stamp)
    else:
        made = _new(source, found, document, file, stamp, late=late, yes=yes)
    for held in made.held:
        click.echo(f"“{held.locale}” is held back: {held.why}", err=True)
    if not dry_run:
        write(source, made)
    tell_files(made, dry_run=dry_run)
    if not dry_run:
        click.echo(f"“{name}” is published for {made.entries[0].version} in {', '.join(made.locales)}.")


def tell_files(made: Publication, *, dry_run: bool) -> None:
    """Name what a publication writes."""
    for each in made.files:
        click.echo(f"{'would write' if dry_run else 'writes'} published/{each}")
    for entry in made.entries:
        what = f"{entry.event} {entry.version} {entry.locale}".rstrip()
        click.echo(f"{'would add' if dry_run else 'adds'} to the ledger: {what}")


def _new(
    root: Path, found: Survey, document: Document, file: Path | None, stamp: Stamp, *, late: bool, yes: bool
) -> Publication:
    from noticepress.publishing import publish

    site = _site(found)
    working = _given(root, file) if file else _draft(document, found.findings)
    _check(found, document, working, stamp)
    translations, held = _translations(root, site, document, working)
    files = _local_files(root, document, working)
    return publish(site, document, working, translations, stamp, held=held, files=files, late=late, yes=yes)


def _site(found: Survey) -> Site:
    if found.fatal or found.site is None:
        raise SourceError([*found.fatal, *found.findings])
    return found.site


def _check(found: Survey, document: Document, working: WorkingText, stamp: Stamp) -> None:
    """Refuse a text with errors, and tell its warnings; what its dates mean is asked by the publication itself."""
    from noticepress.checks import check, review

    site = _site(found)
    documents = [replace(each, working=working) if each.id == document.id else each for each in site.documents]
    today = stamp.at.astimezone(site.config.zone).date()
    looked_at = review(replace(site, documents=tuple(documents)), today, found.files, found.headless)
    findings = [each for each in (*found.findings, *check(looked_at)) if each.path == working.path]
    own = [each for each in findings if each.rule not in _ASKED_BY_PUBLISHING]
    refuse_errors(own)
    for each in own:
        if each.severity == "warning":
            click.echo(str(each), err=True)


def _late(
    root: Path, site: Site, document: Document, version: date, locales: Sequence[str], stamp: Stamp
) -> Publication:
    from noticepress.publishing import publish_late
    from noticepress.publishing.publishing import last_source, published_locales

    frozen = last_source(document, version)
    translations, held = _translations(root, site, document, frozen)
    there = published_locales(document, version)
    asked = locales or [tag for tag in document.config.locales if tag in translations and tag not in there]
    for tag in asked:
        if tag not in translations and tag not in there:
            why = next((each.why for each in held if each.locale == tag), f"there is no translation into “{tag}”.")
            msg = f"“{tag}” cannot be published for {version}: {why}"
            raise RefusedError(msg)
    if not asked:
        msg = f"No language that “{document.id}” still lacks for {version} has a complete translation."
        raise RefusedError(msg)
    ready = {tag: translations.get(tag, frozen) for tag in asked}
    return publish_late(site, document, version, ready, stamp, files=_local_files(root, document, frozen))


def _draft(document: Document, findings: Sequence[Finding]) -> WorkingText:
    if document.working is None:
        refuse_errors(findings)
        msg = f"“{document.id}” has no working text that could be published; see “noticepress check”."
        raise RefusedError(msg)
    if not document.has_draft:
        msg = f"“{document.id}” has no draft: its working text is what was published last."
        raise RefusedError(msg)
    return document.working


def _given(root: Path, file: Path) -> WorkingText:
    from noticepress.source import read_text

    found: list[Finding] = []
    text = read_text(root, file, found)
    if text is None:
        raise SourceError(found)
    refuse_errors(found)
    return text


def _translations(
    root: Path, site: Site, document: Document, source: WorkingText
) -> tuple[dict[str, WorkingText], tuple[Held, ...]]:
    """The translations that are ready, as whole files or from catalogues, and why the others are not."""
    from noticepress.catalogues import read_catalogues
    from noticepress.translating import translations

    faults: list[Finding] = []
    catalogues = read_catalogues(root, [document], faults)
    found = translations(site, document, source, catalogues, faults)
    ready = {locale: made.text for locale, made in found.items() if made.text}
    held = (Held(locale, made.why) for locale, made in found.items() if not made.text and made.state != "published")
    return ready, tuple(held)


def _local_files(root: Path, document: Document, text: WorkingText) -> dict[str, bytes]:
    from noticepress.folders import read_local_files
    from noticepress.markup import local_targets

    return read_local_files(root, document.config, local_targets(text.body, document.config.settings.html))


def _list(root: Path, site: Site) -> None:
    found = False
    for document in site.documents:
        working = document.working
        if working and document.has_draft:
            found = True
            ready, held = _translations(root, site, document, working)
            click.echo(f"{document.id}: {working.path} for {working.meta.effective} ({working.meta.change})")
            click.echo(f"    noticepress publish {document.id}")
            click.echo(f"    with {', '.join([site.config.source_locale, *ready])}")
            for each in held:
                click.echo(f"    without {each.locale}: {each.why}")
        found |= _list_late(root, site, document)
    if not found:
        click.echo("There is nothing to publish: no working text differs from what was published last.")


def _list_late(root: Path, site: Site, document: Document) -> bool:
    """Name the public versions that a translation is ready for, and say whether there are any."""
    from noticepress.publishing.publishing import published_locales
    from noticepress.translating import lacking

    found = False
    for source in lacking(document):
        version = source.meta.effective
        translations, _ = _translations(root, site, document, source)
        if late := [tag for tag in translations if tag not in published_locales(document, version)]:
            found = True
            click.echo(f"{document.id}: {', '.join(late)} for {version}, which is public already")
            click.echo(f"    noticepress publish {document.id} --version {version}")
    return found
