"""Beside every text page stand its Markdown and its patch; the patches lead from the first text to every later one."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from noticepress.ledger import digest
from tests.building import Building
from tests.formats.reading import files

PROGRAMS = [pytest.param(["git", "apply", "-"], id="git"), pytest.param(["patch", "-p1", "-s"], id="patch")]


def a_history() -> Building:
    site = Building(documents={"privacy": {}, "privacy/eea": {"placement": "section"}})
    site.publish("privacy", "2021-03-01", {"en": "We collect little.", "sv": "Vi samlar in lite."}, at="2021-02-01")
    site.publish("privacy/eea", "2021-03-01", {"en": "Your rights.", "sv": "Dina rättigheter."}, at="2021-02-01")
    site.correct("privacy", "2021-03-01", "sv", "Vi samlar in litet.", at="2021-04-01")
    site.publish("privacy/eea", "2022-01-01", {"en": "All your rights."}, at="2021-12-01")
    site.publish("privacy", "2023-01-01", {"en": "We collect more.", "sv": "Vi samlar in mer."}, at="2022-12-01")
    site.publish("privacy/eea", "2022-01-01", {"sv": "Alla dina rättigheter."}, at="2023-02-01")
    site.publish("privacy", "2024-01-01", {"en": "We collect most.", "sv": "Vi samlar in det mesta."}, at="2023-12-01")
    return site


def follow(program: Sequence[str], folder: Path, found: Mapping[str, bytes], pages: Sequence[str], name: str) -> None:
    """Apply the patches of the pages in turn; after each, the folder holds the Markdown of its page."""
    for page in pages:
        diff = found[f"{page}{'changes' if name == 'index' else name}.diff"]
        subprocess.run(program, cwd=folder, input=diff, capture_output=True, check=True)
        assert (folder / f"{name}.md").read_bytes() == found[f"{page}{name}.md"], page


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("locale", ["en", "sv"])
def test_the_chain_of_an_edition_makes_every_text_of_the_first(program: list[str], locale: str, tmp_path: Path) -> None:
    found = files(a_history(), "2024-06-01")
    pages = [f"/{locale}/privacy/{day}/" for day in ("2021-03-01", "2022-01-01", "2023-01-01", "2024-01-01")]
    (tmp_path / "index.md").write_bytes(found[f"{pages[0]}index.md"])
    follow(program, tmp_path, found, pages[1:], "index")


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_first_patch_makes_the_first_text(program: list[str], tmp_path: Path) -> None:
    found = files(a_history(), "2024-06-01")
    follow(program, tmp_path, found, ["/en/privacy/2021-03-01/", "/en/privacy/2022-01-01/"], "eea")


@pytest.mark.parametrize("program", PROGRAMS)
def test_states_form_a_chain_of_their_own(program: list[str], tmp_path: Path) -> None:
    found = files(a_history(), "2024-06-01")
    follow(program, tmp_path, found, ["/sv/privacy/2021-03-01/r1/", "/sv/privacy/2021-03-01/r2/"], "index")
    follow(program, tmp_path, found, ["/sv/privacy/2023-01-01/r1/", "/sv/privacy/2023-01-01/r2/"], "index")
    assert b"Vi samlar in litet." in found["/sv/privacy/2021-03-01/index.md"]
    assert b"Vi samlar in lite." in found["/sv/privacy/2021-03-01/r1/index.md"]


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_patches_named_in_the_data_make_every_version_and_revision(program: list[str], tmp_path: Path) -> None:
    found = files(a_history(), "2024-06-01")
    data = json.loads(found["/notices.json"])
    chains: dict[tuple[str, str], list[dict[str, str]]] = {}
    for document in data["notices"][0]["documents"]:
        for text in (text for version in document["versions"] for text in version["texts"]):
            chains.setdefault((document["id"], text["locale"]), []).append(text)
    assert [len(texts) for texts in chains.values()] == [3, 4, 2, 2]
    for number, texts in enumerate(chains.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        for text in texts:
            patch = found[text["patch"].removeprefix(data["url"].rstrip("/"))]
            subprocess.run(program, cwd=folder, input=patch, capture_output=True, check=True)
            assert [digest(file.read_bytes()) for file in folder.iterdir()] == [text["sha256"]], text["patch"]


def test_a_text_of_another_language_bears_its_tag_and_no_patch() -> None:
    found = files(a_history(), "2022-06-01")
    assert b"All your rights." in found["/sv/privacy/2022-01-01/eea.en.md"]
    assert "/sv/privacy/2022-01-01/eea.md" not in found
    assert "/sv/privacy/2022-01-01/eea.diff" not in found


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_chain_leads_over_a_withdrawn_text(program: list[str], tmp_path: Path) -> None:
    site = a_history()
    site.withdraw("privacy", "2023-01-01", "sv", at="2024-03-01")
    found = files(site, "2024-06-01")
    assert not [url for url in found if url.startswith("/sv/privacy/2023-01-01/") and "index" in url]
    assert not [url for url in found if url.startswith("/sv/privacy/2023-01-01/") and "changes" in url]
    assert not [url for url, data in found.items() if b"samlar in mer" in data]
    (tmp_path / "index.md").write_bytes(found["/sv/privacy/2021-03-01/index.md"])
    follow(program, tmp_path, found, ["/sv/privacy/2022-01-01/", "/sv/privacy/2024-01-01/"], "index")


def test_the_ledger_holds_what_was_public_on_the_day() -> None:
    site = a_history()
    assert files(site, "2021-03-15")["/privacy/ledger.jsonl"].count(b"\n") == 2
    assert files(site, "2021-04-01")["/privacy/ledger.jsonl"].count(b"\n") == 3
    assert files(site, "2024-06-01")["/privacy/ledger.jsonl"].count(b"\n") == 7
