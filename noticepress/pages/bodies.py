"""The HTML of a component as it stands in one edition: passages chosen, contacts filled in, links leading somewhere."""

from dataclasses import dataclass

from noticepress import permalinks
from noticepress.editions import EditionId
from noticepress.markup import Body, Rendering, render_body, resolve
from noticepress.model import Text
from noticepress.pages.plan import Plan


@dataclass(frozen=True, slots=True)
class Bodies:
    """Renders the texts of one edition for one page.

    `url` is the page's address, since links are relative; `spoken_to` are the regions whose passages stand in the
    edition: its own, or for the general edition those whose addenda are placed in it as sections.
    """

    plan: Plan
    edition: EditionId
    locale: str
    url: str
    spoken_to: frozenset[str]

    def body(self, text: Text, *, anchors: bool) -> Body:
        """A text's body; with `anchors` every section and paragraph has a link to itself."""
        region = text.entry.document.region
        words = self.plan.words[self.locale]
        labels = (words.text("Link to this section"), words.text("Link to this paragraph"))
        return render_body(
            self._filled_in(text),
            Rendering(
                html=text.entry.settings.html,
                prefix=f"{region}-" if region else "",
                shift=1 if region else 0,
                keep=self._keeps,
                link=lambda target: self._target(target, text),
                anchors=labels if anchors else None,
            ),
        )

    def _filled_in(self, text: Text) -> str:
        contacts = text.meta.contacts
        values = contacts.get(self.edition.region) or contacts.get(text.entry.document.region) or contacts.get("", {})
        return resolve(text.body, lambda name: values.get(name.removeprefix("contact.")))

    def _keeps(self, kind: str, regions: tuple[str, ...]) -> bool:
        return bool(self.spoken_to & set(regions)) == (kind == "only")

    def _target(self, target: str, text: Text) -> str:
        region = text.entry.document.region
        if target.startswith("#"):
            return f"#{region}-{target[1:]}" if region else target
        if not target.startswith("notice:"):
            return self._attached(target, text)
        path, mark, fragment = target.removeprefix("notice:").partition("#")
        notice, _, wanted = path.partition("/")
        here = EditionId(notice, self.edition.region)
        edition = EditionId(notice, wanted) if wanted or not self.plan.edition(here) else here
        if self.plan.edition(edition) is None:
            return permalinks.relative(self.url, permalinks.home(self.locale))
        address = permalinks.text(self.plan.best_locale(edition, self.locale), edition)
        return permalinks.relative(self.url, address) + mark + fragment

    def _attached(self, target: str, text: Text) -> str:
        """The address of a local file that was published with the text; any other target as it is."""
        name, mark, fragment = target.partition("#")
        for each in text.entry.attachments:
            if each.name == name:
                address = permalinks.file(each.sha256, each.file.rpartition("/")[2])
                return permalinks.relative(self.url, address) + mark + fragment
        return target
