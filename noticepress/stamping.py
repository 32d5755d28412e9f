"""Time stamps by third parties (RFC 3161): the last line of a ledger, attested by a time-stamping authority.

What is stamped is that line without its line feed. It holds the hash of the line before, so one answer covers the
whole ledger up to it. Answers lie in `published/stamps/`, named by the SHA-256 of their line; anybody can check them
with `openssl ts -verify`. This module is the only importer of rfc3161-client, which the extra `stamp` installs.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography.x509 import Certificate, load_pem_x509_certificates
from msgspec import Struct
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from noticepress.errors import EnvironmentFault, Finding, RefusedError, UsageError
from noticepress.folders import folder_of
from noticepress.ledger import line_of, stamp_file
from noticepress.model import Document, Entry
from noticepress.web import Host

QUESTION: Final = "application/timestamp-query"
ANSWER: Final = "application/timestamp-reply"

_CERTIFICATES: Final = 0xA0


class Stamped(Struct, frozen=True):
    """An answer that was checked: the entry it attests, when the authority says it saw it, and the file."""

    entry: Entry
    at: datetime
    file: Path


def request_for(entry: Entry) -> bytes:
    """The request (DER) that asks to stamp an entry, with a nonce and for the authority's certificate."""
    builder = TimestampRequestBuilder().data(line_of(entry).encode()).hash_algorithm(HashAlgorithm.SHA256)
    return builder.nonce(nonce=True).cert_request(cert_request=True).build().as_bytes()


def ask(address: str, request: bytes) -> bytes:
    """The answer of an authority. EnvironmentFault where it does not give one."""
    with Host(address) as host:
        answer = host.post(request, QUESTION)
    if answer.status != 200 or answer.kind != ANSWER:
        msg = f"{address} answers {answer.status} with {answer.kind or 'no content type'}, not with a time stamp."
        raise EnvironmentFault(msg)
    return answer.body


def checked(answer: bytes, entry: Entry, roots: Sequence[bytes]) -> datetime:
    """When an answer says that the entry existed. RefusedError where it is none, speaks of something else, or is not
    signed by an authority whose chain ends in one of `roots` (PEM)."""
    response = _read(answer)
    builder = VerifierBuilder()
    for certificate in _certificates(roots):
        builder = builder.add_root_certificate(certificate)
    try:
        builder.build().verify_message(response, line_of(entry).encode())
    except VerificationError as error:
        is_chain = "certificates" in str(error)
        why = "it is not signed by an authority whose chain ends in --root" if is_chain else str(error).lower()
        msg = f"The time stamp is not good for the entry {entry.digest[:16]}…: {why}."
        raise RefusedError(msg) from error
    return response.tst_info.gen_time


def stored(root: Path, document: Document, roots: Sequence[bytes]) -> Iterator[Stamped | Finding]:
    """Every answer that is kept for a document, checked; a finding for each that is not good."""
    folder = folder_of(root, document.config) / "published"
    for entry in document.entries:
        file = folder / stamp_file(entry)
        if not file.is_file():
            continue
        try:
            yield Stamped(entry, checked(file.read_bytes(), entry, roots), file)
        except RefusedError as error:
            name = file.relative_to(root).as_posix()
            yield Finding(name, 0, 0, "stamp", str(error), "Restore it from version control, or name the right --root.")


def _read(answer: bytes) -> TimeStampResponse:
    try:
        response = _decoded(answer)
        status = PKIStatus(response.status)
    except (ValueError, IndexError) as error:
        msg = "This is no answer of a time-stamping authority."
        raise RefusedError(msg) from error
    if status not in (PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS):
        said = f" {' '.join(response.status_string)}" if response.status_string else ""
        msg = f"The authority refused: {status.name.lower().replace('_', ' ')}.{said}"
        raise RefusedError(msg)
    return response


def _decoded(answer: bytes) -> TimeStampResponse:
    try:
        return decode_timestamp_response(answer)
    except ValueError:
        return decode_timestamp_response(_in_order(answer))


def _certificates(roots: Sequence[bytes]) -> list[Certificate]:
    try:
        return [certificate for pem in roots for certificate in load_pem_x509_certificates(pem)]
    except ValueError as error:
        msg = "--root must be a file of certificates in PEM form (-----BEGIN CERTIFICATE-----)."
        raise UsageError(msg) from error


def _in_order(answer: bytes) -> bytes:
    """The answer with its certificates in the order that DER asks of a set; many authorities send them unordered.

    They lie at SignedData.certificates (RFC 5652, section 5.1), outside of what is signed.
    """
    place = _parts(answer, 0)[1]  # TimeStampResp: status, token
    place = _parts(answer, place)[1]  # ContentInfo: type, content
    place = _parts(answer, place)[0]  # [0]: SignedData
    for start in _parts(answer, place):
        if answer[start] == _CERTIFICATES:
            starts = _parts(answer, start)
            ends = [*starts[1:], _end(answer, start)]
            pieces = sorted(answer[first:last] for first, last in zip(starts, ends, strict=True))
            return answer[: starts[0]] + b"".join(pieces) + answer[ends[-1] :]
    return answer


def _parts(data: bytes, start: int) -> list[int]:
    """Where the elements within an element of DER begin. IndexError where it is cut off."""
    place, found = _content(data, start), []
    while place < _end(data, start):
        found.append(place)
        place = _end(data, place)
    return found


def _content(data: bytes, start: int) -> int:
    return start + 2 + (data[start + 1] & 0x7F if data[start + 1] & 0x80 else 0)


def _end(data: bytes, start: int) -> int:
    content = _content(data, start)
    size = int.from_bytes(data[start + 2 : content]) if data[start + 1] & 0x80 else data[start + 1]
    return content + size
