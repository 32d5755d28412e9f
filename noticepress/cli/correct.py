"""`noticepress correct`."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from noticepress.cli.common import BY, DRY_RUN, SOURCE, Day, document_of, now, person, refuse_errors, told
from noticepress.cli.completing import locales, notices, versions
from noticepress.errors import Finding, UsageError, nearest
from noticepress.model import Document, Site, Text, WorkingText
from noticepress.publishing import Stamp


@click.command("correct")
@click.argument("name", shell_complete=notices)
@click.argument("version", type=Day(), shell_complete=versions)
@click.argument("locale", default="", shell_complete=locales)
@SOURCE
@click.option("--reason", default="", help="What was wrong, for readers and the ledger: publishes the correction.")
@click.option("--current-values", is_flag=True, help="Fill variables in from site.toml as it is now.")
@BY
@DRY_RUN
@told
def command(
    name: str, version: date, locale: str, source: Path, reason: str, current_values: bool, by: str, dry_run: bool
) -> None:
    """Correct a published text without changing its date, in two steps.

    First without --reason: a copy of the text is put into correcting/, where you mend it. Then with --reason: the
    copy is published as the next revision. The text before stays public at its own address.
    """
    from noticepress.cli.publish import tell_files
    from noticepress.frontmatter import split
    from noticepress.publishing import correct, write
    from noticepress.publishing.correcting import current_text
    from noticepress.publishing.writer import end_correction
    from noticepress.source import read_sources

    site, _ = read_sources(source)
    document = document_of(site, name)
    locale = locale or site.config.source_locale
    if locale not in site.config.locales:
        msg = f"“{locale}” is not a locale of the site. {nearest(locale, site.config.locales)}"
        raise UsageError(msg)
    before = current_text(document, version, locale)
    text = _mended(source, site, document, version, locale)
    if text is None or (not reason and not dry_run):
        _begin(source, site, document, version, locale)
        return
    files = _local_files(source, document, text)
    stamp = Stamp(person(by), now(site.config), reason)
    made = correct(site, document, version, locale, text, stamp, files=files, current_values=current_values)
    if not dry_run:
        write(source, made)
    tell_files(made, dry_run=dry_run)
    if not dry_run:
        end_correction(source, document, version, locale)
        click.echo(f"Revision {made.entries[0].revision} of “{name}” {version} is published in “{locale}”.")
    after = split(made.files[made.entries[0].file].decode()).body
    _tell_standing(_places(source, document, before, locale), before.body, after)


def _begin(root: Path, site: Site, document: Document, version: date, locale: str) -> None:
    from noticepress.publishing.correcting import current_text
    from noticepress.publishing.publishing import last_source
    from noticepress.publishing.writer import begin_correction

    is_source = locale == site.config.source_locale
    raw = last_source(document, version).raw if is_source else current_text(document, version, locale).raw
    file = begin_correction(root, document, version, locale, raw)
    place = file.relative_to(root) if file.is_relative_to(root) else file
    click.echo(f"Mend {place}, then run")
    click.echo(f"    noticepress correct {document.id} {version} {locale} --reason “what was wrong”")


def _mended(root: Path, site: Site, document: Document, version: date, locale: str) -> WorkingText | None:
    """The text that was mended: the copy in correcting/, or the working text while it still has the date."""
    from noticepress.folders import correcting_file
    from noticepress.source import read_text

    file = correcting_file(root, document.config, version, locale)
    if file.is_file():
        found: list[Finding] = []
        text = read_text(root, file, found, published=locale != site.config.source_locale)
        refuse_errors(found)
        return text
    working = document.working
    is_same = working is not None and working.meta.effective == version and document.has_draft
    return working if is_same and locale == site.config.source_locale else None


def _local_files(root: Path, document: Document, text: WorkingText) -> dict[str, bytes]:
    from noticepress.folders import read_local_files
    from noticepress.markup import local_targets

    return read_local_files(root, document.config, local_targets(text.body, document.config.settings.html))


def _tell_standing(places: Iterable[tuple[str, str]], before: str, after: str) -> None:
    from noticepress.publishing import standing

    found = list(standing(before, after, dict(places)))
    if found:
        click.echo("The words that were replaced still stand here:")
        for each in found:
            click.echo(f"    {each.path}:{each.line}: {each.words}")


def _places(root: Path, document: Document, before: Text, locale: str) -> Iterator[tuple[str, str]]:
    """The texts in which replaced words may still stand: working texts, other versions, catalogues."""
    working = [document.working, document.translations.get(locale)]
    is_source = document.working is not None and before.entry.settings.authoritative == locale
    yield from ((text.path, text.raw.decode("utf-8", "replace")) for text in working[0 if is_source else 1 :] if text)
    latest = {text.entry.version: text for text in document.texts if text.locale == locale and not text.withdrawn}
    folder = f"notices/{document.id}/published"
    for version, text in latest.items():
        if version != before.entry.version:
            yield f"{folder}/{text.entry.file}", text.raw.decode()
    for file in sorted((root / "locales").glob(f"*/LC_MESSAGES/{document.id.domain}.po")):
        yield file.relative_to(root).as_posix(), file.read_text("utf-8", "replace")
