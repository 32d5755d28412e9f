"""The commands of docs/proof.md, run as written against the example site, whole and damaged."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent.parent
COMMANDS = re.findall(r"^```sh check\n(.*?)^```$", (CHECKOUT / "docs/proof.md").read_text(), re.DOTALL | re.MULTILINE)


def record(data: Path) -> dict[str, object]:
    """What was kept of a page that a person saw: the state of a version before it was corrected."""
    editions = json.loads(data.read_text())["notices"][0]["editions"]
    edition = next(each for each in editions if each["region"] == "eea")
    version = next(each for each in edition["versions"] if each["version"] == "2023-12-15")
    text = next(each for each in version["texts"] if each["locale"] == "sv")
    kept = text["states"][0]["components_sha256"]
    assert kept != text["components_sha256"]
    url = next(each["url"] for each in edition["pages"] if each["locale"] == "sv")
    return {"url": url, "version": "2023-12-15", "components_sha256": kept}


@pytest.fixture
def downloads(example_site: Path, tmp_path: Path) -> Path:
    """What a reader has downloaded: a ledger, a text, the data, and the texts and patches of two versions."""
    shutil.copy(example_site / "notices.json", tmp_path)
    (tmp_path / "record.json").write_text(json.dumps(record(example_site / "notices.json")))
    shutil.copy(example_site / "privacy/ledger.jsonl", tmp_path)
    shutil.copy(example_site / "sv/privacy/2023-12-15/index.md", tmp_path / "text.md")
    for name, version in (("old", "2022-06-15"), ("new", "2023-12-15")):
        (tmp_path / name).mkdir()
        for file in ("index.md", "changes.diff"):
            shutil.copy(example_site / "sv/privacy" / version / file, tmp_path / name)
    return tmp_path


def run(script: str, folder: Path) -> tuple[bool, str]:
    done = subprocess.run(
        ("bash", "-c", f"set -o pipefail\n{script}"), cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode == 0, done.stdout


def test_every_check_of_the_page_holds(downloads: Path) -> None:
    said = [run(script, downloads) for script in COMMANDS]
    assert len(said) == 5
    assert all(done for done, _ in said), said
    assert [words.split(";")[0].strip() for _, words in said] == [
        "text.md: OK", "The chain holds", "No line was changed.", "The patch makes the later text of the earlier one.",
        "These texts were shown.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "file", "old", "new"),
    [
        (0, "text.md", "e", "f"),
        (1, "ledger.jsonl", '"minor"', '"material"'),
        (2, "ledger.jsonl", '"minor"', '"material"'),
        (3, "old/index.md", "---\n\n", "---\n\nX\n"),
        (4, "notices.json", '"revision": 1', '"revision": 9'),
    ],
)
def test_every_check_fails_where_something_was_changed(
    downloads: Path, number: int, file: str, old: str, new: str
) -> None:
    text = (downloads / file).read_text()
    assert old in text
    (downloads / file).write_text(text.replace(old, new))
    assert not run(COMMANDS[number], downloads)[0]
