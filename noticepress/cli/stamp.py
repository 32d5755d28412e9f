"""`noticepress stamp`."""

import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import click

from noticepress.cli.common import SOURCE, document_of, told
from noticepress.cli.completing import notices
from noticepress.errors import EnvironmentFault, Finding, UsageError
from noticepress.model import Document, Entry

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("stamp")
@click.argument("name", default="", shell_complete=notices)
@SOURCE
@click.option("--tsa", metavar="URL", help="Ask this time-stamping authority (RFC 3161).")
@click.option(
    "--request", "request_file", type=_FILE, help="Write the request to this file, to be sent by other means."
)
@click.option(
    "--answer", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="Take the answer from here."
)
@click.option(
    "--root", "roots", multiple=True, type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="PEM",
    help="The certificate that the authority's chain ends in. May be repeated.",
)  # fmt: skip
@told
def command(
    name: str, source: Path, tsa: str | None, request_file: Path | None, answer: Path | None, roots: tuple[Path, ...]
) -> None:
    """Have the last line of a ledger (of NAME, or of every one) stamped by a third party, and keep the answer.

    Without --tsa, --request and --answer: check the answers that are kept.
    """
    from noticepress.source import read_sources

    if find_spec("rfc3161_client") is None:
        msg = "Time stamps need a library: pip install 'noticepress[stamp]'."
        raise EnvironmentFault(msg)
    if sum(each is not None for each in (tsa, request_file, answer)) > 1:
        msg = "Use one of --tsa, --request and --answer at a time."
        raise UsageError(msg)
    if not roots and request_file is None:
        msg = "Name the authority's root certificate with --root: an answer that cannot be checked is worth nothing."
        raise UsageError(msg)
    site, _ = read_sources(source)
    documents = [document_of(site, name)] if name else [each for each in site.documents if each.entries]
    pems = [root.read_bytes() for root in roots]
    if request_file or answer:
        _by_hand(source, _only(documents), request_file, answer, pems)
    elif tsa:
        for document in documents:
            _ask(source, document, tsa, pems)
    else:
        _check(source, documents, pems)


def _only(documents: Sequence[Document]) -> Document:
    if len(documents) != 1:
        msg = f"Say which one: {' or '.join(str(each.id) for each in documents)}."
        raise UsageError(msg)
    return documents[0]


def _head(document: Document) -> Entry:
    if not document.entries:
        msg = f"“{document.id}” has no ledger yet: nothing was published."
        raise UsageError(msg)
    return document.entries[-1]


def _by_hand(root: Path, document: Document, request: Path | None, answer: Path | None, pems: list[bytes]) -> None:
    from noticepress.files import replace_file
    from noticepress.stamping import request_for

    if request:
        replace_file(request, request_for(_head(document)))
        click.echo(f"{request} asks to stamp the entry {_head(document).digest} of “{document.id}”.")
    elif answer:
        _keep(root, document, answer.read_bytes(), pems)


def _ask(root: Path, document: Document, address: str, pems: list[bytes]) -> None:
    from noticepress.folders import folder_of
    from noticepress.ledger import stamp_file
    from noticepress.stamping import ask, request_for

    entry = _head(document)
    if (folder_of(root, document.config) / "published" / stamp_file(entry)).exists():
        click.echo(f"The last entry of “{document.id}” is stamped already.")
        return
    _keep(root, document, ask(address, request_for(entry)), pems)


def _keep(root: Path, document: Document, answer: bytes, pems: list[bytes]) -> None:
    from noticepress.publishing import write_stamp
    from noticepress.stamping import checked

    entry = _head(document)
    at = checked(answer, entry, pems)
    file = write_stamp(root, document, entry, answer)
    click.echo(f"“{document.id}” was stamped at {at.isoformat()}: {file.relative_to(root)}")


def _check(root: Path, documents: Sequence[Document], pems: list[bytes]) -> None:
    from noticepress.stamping import stored

    count, findings = 0, []
    for document in documents:
        for each in stored(root, document, pems):
            if isinstance(each, Finding):
                findings.append(each)
            else:
                count += 1
                click.echo(f"{each.at.isoformat()}  {document.id}, entry {each.entry.digest[:16]}…")
    for finding in findings:
        click.echo(str(finding), err=True)
    click.echo(f"{count} time stamps are good, {len(findings)} are not.")
    if findings:
        sys.exit(1)
