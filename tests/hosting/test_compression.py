"""`noticepress build --compress`: a brotli and a gzip form beside each text file."""

import gzip
import sys
from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner

from noticepress.artifact import Artifact
from noticepress.cli import main
from noticepress.compression import compressed
from tests.building import Building


@pytest.fixture
def project(tmp_path: Path) -> Path:
    built = Building(locales=("en",))
    built.publish("privacy", "2021-03-01", {"en": "We collect little."}, at="2021-02-01")
    built.write(tmp_path)
    return tmp_path


def build(project: Path, *options: str) -> str:
    result = CliRunner().invoke(main, ["build", "--source", str(project), "--on", "2021-05-01", *options])
    assert result.exit_code == 0, result.output
    return result.output


def forms(project: Path) -> dict[str, bytes]:
    public = project / "public"
    return {
        str(each.relative_to(public)): each.read_bytes() for each in public.rglob("*") if each.suffix in (".br", ".gz")
    }


def test_each_form_holds_the_bytes_of_its_file_and_no_time(project: Path) -> None:
    build(project, "--compress")
    first = forms(project)
    assert {"index.html.br", "en/privacy/index.md.gz", "en/privacy/timemap.br", "notices.json.gz"} <= set(first)
    for name, data in first.items():
        file = project / "public" / name[:-3]
        assert (brotli.decompress if name.endswith(".br") else gzip.decompress)(data) == file.read_bytes()
    build(project, "--compress", "--full")
    assert forms(project) == first


def test_the_forms_come_and_go_with_the_option(project: Path) -> None:
    build(project)
    assert not forms(project)
    build(project, "--compress")
    assert forms(project)
    assert "0 written" in build(project, "--compress") or "Nothing changed" in build(project, "--compress")
    build(project)
    assert not forms(project)


def test_a_form_precedes_its_file_and_pictures_have_none() -> None:
    made = list(compressed([Artifact("en/index.html", b"text", is_entry=True), Artifact("files/a.png", b"png")]))
    assert [each.path for each in made] == ["en/index.html.br", "en/index.html.gz", "en/index.html", "files/a.png"]
    assert [each.is_entry for each in made] == [True, True, True, False]


def test_a_missing_library_is_named_with_the_way_to_install_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    result = CliRunner().invoke(main, ["build", "--source", str(project), "--on", "2021-05-01", "--compress"])
    assert result.exit_code == 1
    assert "pip install 'noticepress[compress]'" in result.output
    assert not (project / "public").exists()
