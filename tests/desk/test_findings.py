"""Findings of translations stand at the paragraph they are about, in the language of the page."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from lxml import html
from msgspec.structs import replace

from noticepress.catalogues import po_path, write_catalogue
from noticepress.ledger import digest
from noticepress.messages import for_locale, source_of, template
from noticepress.preview.desk import Desk
from tests.building import Building
from tests.desk.test_saves import begun

DRAFT = "2027-01-01"
HEAD = f"---\ntitle: Privacy\neffective: {DRAFT}\nchange: minor\nsummary: More\n---\n\n"
BODY = "We collect little.\n\n## Rights\n\nAsk us.\n\nIt takes 30 days: ask [them](https://authority.example/).\n"
WHOLE = "Vi samlar in lite.\n\n## Rättigheter {#rights}\n\nFråga oss.\n\nDet tar 30 dagar: fråga [dem](https://authority.example/).\n"
SWEDISH = {
    "Privacy": "Integritet",
    "More": "Mer",
    "We collect little.": "Vi samlar in lite.",
    "Rights": "Rättigheter",
    "Ask us.": "Fråga oss.",
    "It takes 30 days: ask [them](https://authority.example/).": "Det tar 30 dagar: fråga [dem](https://authority.example/).",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    built = Building()
    built.publish("privacy", "2021-03-01", {"en": "Little.", "sv": "Lite."}, at="2021-02-01")
    built.write(tmp_path)
    (tmp_path / "notices/privacy/notice.md").write_text(HEAD + BODY, "utf-8")
    return tmp_path


def translate(project: Path, wrong: str) -> None:
    """A catalogue with one wrong translation of the last paragraph."""
    wanted = template([source_of("notices/privacy/notice.md", HEAD + BODY)])
    words = {**SWEDISH, list(SWEDISH)[-1]: wrong}
    messages = tuple(replace(each, strings=(words[each.msgid],)) for each in wanted.messages)
    path = po_path("privacy", "sv")
    (project / path).parent.mkdir(parents=True)
    write_catalogue(project, path, replace(for_locale(wanted, "sv"), messages=messages))


def told(desk: Desk) -> list[tuple[str, str, str]]:
    """Each finding at its place on the Swedish page of the draft: its file, what it says, and the paragraph."""
    body = desk.answer(f"/@{DRAFT}/sv/privacy/", {}).body.decode()
    page = html.fromstring(body)
    found = json.loads(unescape(re.findall(r'data-findings="([^"]*)"', body)[0]))
    return [
        (each["place"].partition(":")[0], each["what"], page.get_element_by_id(each["id"]).text_content().strip(" ¶"))
        for each in found
    ]


@pytest.mark.parametrize(
    ("wrong", "what", "shown"),
    [
        # A warning lets the translation stand; an error keeps it back, and the source stands for it.
        ("Det tar 40 dagar: fråga [dem](https://authority.example/).", "30", "Det tar 40 dagar: fråga dem."),
        ("Det tar 30 dagar: fråga dem.", "authority.example", "It takes 30 days: ask them."),
    ],
)
def test_a_finding_of_a_catalogue_stands_at_its_paragraph(project: Path, wrong: str, what: str, shown: str) -> None:
    translate(project, wrong)
    ((file, said, paragraph),) = told(begun(project))
    assert (file, paragraph) == (po_path("privacy", "sv"), shown)
    assert what in said


def test_a_finding_of_a_whole_text_stands_at_its_paragraph(project: Path) -> None:
    head = HEAD.replace("Privacy", "Integritet").replace(
        "\n---\n\n", f"\ntranslates: {digest((HEAD + BODY).encode())}\n---\n\n"
    )
    body = WHOLE.replace("30 dagar", "40 dagar")
    (project / "notices/privacy/notice.sv.md").write_text(head + body, "utf-8")
    found = [each for each in told(begun(project)) if "30" in each[1]]
    assert [(file, paragraph) for file, _, paragraph in found] == [
        ("notices/privacy/notice.sv.md", "Det tar 40 dagar: fråga dem.")
    ]
