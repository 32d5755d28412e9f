"""Paper: a text page as PDF/A-2a, tagged, in its language, with links that work. The only importer of WeasyPrint.

The page is that of the theme, with the style sheet `paper.css` of the theme in place of all others. Nothing is
fetched: what the page shows beside its words are the local files of its texts. Its dates are those of the ledger.
"""

import logging
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC
from functools import partial
from typing import Final

from noticepress import permalinks
from noticepress.artifact import Artifact
from noticepress.deferred import key_of
from noticepress.errors import EnvironmentFault
from noticepress.interface import Words
from noticepress.pages import Plan
from noticepress.pages.texts import TextPages
from noticepress.theme import Theme
from noticepress.views import TextPage

STYLE: Final = "paper.css"
VARIANT: Final = "pdf/a-2a"

Read = Callable[[str], bytes | None]
"""The bytes of a file of the site by absolute address, None where a text does not show it."""


def check_available() -> None:
    """EnvironmentFault where WeasyPrint, or a library that it needs, is not installed."""
    try:
        import weasyprint  # noqa: F401  (half a second, for those who want paper alone)
    except ImportError as error:
        msg = "PDF needs WeasyPrint, which is not installed. Run:\n    pip install 'noticepress[pdf]'"
        raise EnvironmentFault(msg) from error
    except OSError as error:
        msg = (
            f"WeasyPrint cannot find a library of the system ({error}). "
            "On Debian: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        )
        raise EnvironmentFault(msg.replace("\n", " ")) from error


def papers(plan: Plan, locale: str, theme: Theme, read: Read) -> Iterator[Artifact]:
    """`index.pdf` beside the permanent page of every version that may be read, where the plan asks for it."""
    for edition in plan.editions if plan.pdf else ():
        if locale in plan.directory[edition.id]:
            made = TextPages(plan, edition, locale)
            for version, state in edition.addresses(locale):
                if not state and version.is_in(locale):
                    page, words = made.page(version, "dated"), plan.words[locale]
                    files = [
                        t.entry.attachments for c in version.components for texts in c.texts.values() for t in texts
                    ]
                    key = key_of(theme.key(page, words), theme.marks(page), files)
                    path = permalinks.output_path(permalinks.paper(page.frame.url))
                    yield Artifact(path, partial(_paper, page, words, theme, read), key=key)


def _paper(page: TextPage, words: Words, theme: Theme, read: Read) -> bytes:
    return pdf(page, theme.render(page, words), theme.assets[STYLE].data, read)


def pdf(page: TextPage, html: bytes, style: bytes, read: Read) -> bytes:
    """The rendered page as a PDF file; the same bytes for the same page, files, fonts and libraries."""
    from weasyprint import CSS, HTML

    # Its warnings are about style sheets, and none of the reader's business.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    source = HTML(string=html.decode(), base_url=page.frame.absolute, url_fetcher=_fetcher(read), media_type="print")
    document = source.render(stylesheets=[CSS(string=style.decode())])
    moment = max(record.published for record in page.records).astimezone(UTC)
    document.metadata.created = document.metadata.modified = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    document.metadata.authors = [page.frame.organisation]
    document.metadata.title = page.frame.title
    document.metadata.lang = page.frame.locale
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile to be closed later
        return bytes(document.write_pdf(pdf_variant=VARIANT))


def _fetcher(read: Read) -> object:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            if url.endswith(".css"):
                return URLFetcherResponse(url, b"", {"Content-Type": "text/css"})
            data = read(url)
            if data is None:
                msg = f"not a file of the text: {url}"
                raise ValueError(msg)
            return URLFetcherResponse(url, data)

    return Fetcher()
