"""A public site against itself: whole as built, from a folder and from a host, and every change in it named."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from noticepress.cli import main
from noticepress.verifying import folder, verify_site
from tests.building import Building


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["verify", *arguments])


@pytest.fixture
def site(example_site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(example_site, tmp_path / "site"))


def named(site: Path) -> dict[str, str]:
    """What was found, by the path at fault."""
    found: dict[str, str] = {}
    for finding in verify_site(folder(site), {}):
        found[finding.path] = found.get(finding.path, "") + finding.what
    return found


def test_the_example_site_agrees_with_itself_and_its_sources(example_site: Path, serve: Callable[[Path], str]) -> None:
    for place in (str(example_site), serve(example_site), serve(example_site) + "/"):
        done = run("--site", place)
        assert (done.exit_code, "agrees with the others" in done.output) == (0, True), done.output


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        ("sv/privacy/2022-06-15/index.md", "uppgifter", "upgifter", "The text has the SHA-256"),
        ("sv/privacy/2022-06-15/index.html", "har försökt skriva det", "har skrivit det", "The page does not say what"),
        ("sv/privacy/2022-06-15/changes.diff", "\n+change: minor", "\n+change: material", "The patch does not lead to"),
        ("sv/privacy/2022-06-15/changes.diff", "\n-change: material", "\n-change: minor", "The patch does not fit"),
        (
            "sv/privacy/2022-06-15/changes/index.html",
            "har försökt skriva",
            "har skrivit",
            "side of the redline does not say",
        ),
        ("privacy/ledger.jsonl", "Legal department", "Legal departement", "This line was changed by hand"),
        ("privacy/eea/ledger.jsonl", '"revision":1', '"revision":2', "This line was changed by hand"),
    ],
)
def test_a_changed_file_is_named(site: Path, path: str, old: str, new: str, told: str) -> None:
    replace(site / path, old, new)
    found = named(site)
    assert told in found[f"/{path.removesuffix('index.html')}"]


@pytest.mark.parametrize(
    "gone",
    [
        (
            "en/privacy/2021-03-01/compare/index.html", "en/privacy/changes.diff",
            "en/privacy/2021-03-01/eea.diff", "en/privacy/california/2023-01-01/california.md",
        ),
        ("en/privacy/2021-03-01/index.md", "en/privacy/index.html", "cookies/ledger.jsonl"),
        ("en/privacy/2021-03-01/index.html",),
    ],
    ids=["redlines and patches", "what leads to them", "a version"],
)  # fmt: skip
def test_missing_files_are_named(site: Path, gone: tuple[str, ...]) -> None:
    for path in gone:
        (site / path).unlink()
    found = named(site)
    for path in gone:
        assert found[f"/{path.removesuffix('index.html')}"].endswith("is not there.")


def test_lines_lost_at_the_end_of_a_ledger_are_named(site: Path) -> None:
    ledger = site / "privacy/ledger.jsonl"
    ledger.write_bytes(b"".join(ledger.read_bytes().splitlines(keepends=True)[:-1]))
    assert "is not the one that notices.json names" in named(site)["/privacy/ledger.jsonl"]


def test_a_hash_replaced_in_text_and_index_alike_still_contradicts_the_ledger(site: Path) -> None:
    file = site / "notices.json"
    values = json.loads(file.read_text())
    text = values["notices"][0]["documents"][0]["versions"][0]["texts"][0]
    text["sha256"] = "0" * 64
    file.write_text(json.dumps(values))
    assert "is not what its ledger entry says" in named(site)["/notices.json"]


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"\xff", b'{"url": 3}', b'{"url": "x", "notices": [{}]}'])
def test_a_broken_index_is_told_without_a_traceback(site: Path, raw: bytes) -> None:
    (site / "notices.json").write_bytes(raw)
    done = run("--site", str(site))
    assert done.exit_code == 1
    assert "not one that noticepress writes" in done.output


def test_what_is_no_site_is_told(tmp_path: Path, serve: Callable[[Path], str]) -> None:
    assert "is this the site's root?" in run("--site", str(tmp_path)).output
    assert "is this the site's root?" in run("--site", serve(tmp_path)).output
    nothing = run("--site", "http://127.0.0.1:9/")
    assert (nothing.exit_code, "does not answer" in nothing.output) == (1, True)
    assert run("--site", str(tmp_path / "absent")).exit_code == 2


def test_a_site_that_is_older_than_the_sources_agrees_and_another_does_not(tmp_path: Path) -> None:
    built = Building(locales=("en", "sv"))
    built.publish("privacy", "2021-03-01", {"en": "We collect little.", "sv": "Vi samlar in lite."}, at="2021-02-01")
    built.write(tmp_path / "old")
    built.correct("privacy", "2021-03-01", "sv", "Vi samlar in litet.", at="2021-04-01", reason="A typo")
    built.write(tmp_path / "new")
    CliRunner().invoke(main, ["build", "--source", str(tmp_path / "old"), "--output", str(tmp_path / "site")])
    assert run("--site", str(tmp_path / "site"), "--source", str(tmp_path / "new")).exit_code == 0
    CliRunner().invoke(main, ["build", "--source", str(tmp_path / "new"), "--output", str(tmp_path / "site")])
    done = run("--site", str(tmp_path / "site"), "--source", str(tmp_path / "old"))
    assert done.exit_code == 1
    assert "not the beginning of the ledger in the sources" in done.output


def test_versions_that_never_took_effect_and_notices_that_have_not_begun_agree(tmp_path: Path) -> None:
    built = Building(locales=("en",), documents={"privacy": {}, "terms": {}})
    built.publish("privacy", "2021-03-01", {"en": "We collect little."}, at="2021-02-01")
    built.publish("privacy", "2022-03-01", {"en": "We collect more."}, at="2022-01-01")
    built.withdraw("privacy", "2022-03-01", at="2022-02-01", reason="Postponed")
    built.publish("terms", "2023-01-01", {"en": "Pay."}, at="2022-02-01")
    built.write(tmp_path)
    output = ["--output", str(tmp_path / "site"), "--on", "2022-06-01"]
    made = CliRunner().invoke(main, ["build", "--source", str(tmp_path), *output])
    assert made.exit_code == 0, made.output
    done = run("--site", str(tmp_path / "site"), "--source", str(tmp_path))
    assert done.exit_code == 0, done.output


def test_corrections_and_withdrawals_agree(tmp_path: Path) -> None:
    built = Building(locales=("en", "sv"))
    built.publish("privacy", "2021-03-01", {"en": "We collect little.", "sv": "Vi samlar in lite."}, at="2021-02-01")
    built.publish("privacy", "2022-03-01", {"en": "We collect more.", "sv": "Vi samlar in mer."}, at="2022-02-01")
    built.correct("privacy", "2022-03-01", "sv", "Vi samlar in mera.", at="2022-04-01", reason="A typo")
    built.publish("privacy", "2023-03-01", {"en": "We collect less.", "sv": "Vi samlar in mindre."}, at="2023-02-01")
    built.withdraw("privacy", "2022-03-01", "en", at="2023-05-01", reason="A court order")
    built.write(tmp_path)
    made = CliRunner().invoke(main, ["build", "--source", str(tmp_path), "--output", str(tmp_path / "site")])
    assert made.exit_code == 0, made.output
    done = run("--site", str(tmp_path / "site"), "--source", str(tmp_path))
    assert done.exit_code == 0, done.output
    assert run("--source", str(tmp_path)).exit_code == 0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site: two versions, a third to come, a correction."""
    top = tmp_path_factory.mktemp("small")
    built = Building(locales=("en",))
    first = "## Data\n\nWe collect little.\n\nAsk [them](https://authority.example/ask).\n\n## Rights\n\nYou have them."
    built.publish("privacy", "2021-03-01", {"en": first}, at="2021-02-01")
    built.correct("privacy", "2021-03-01", "en", first.replace("have", "hold"), at="2021-04-01", reason="A typo")
    more = first.replace("little", "more")
    built.publish("privacy", "2022-03-01", {"en": more}, at="2022-02-01", summary="More.", change="minor")
    built.publish("privacy", "2027-03-01", {"en": first}, at="2022-12-01", summary="Less.")
    built.write(top)
    options = ("--source", str(top), "--output", str(top / "site"), "--on", "2023-01-01")
    assert CliRunner().invoke(main, ["build", *options]).exit_code == 0
    assert verify_site(folder(top / "site"), {}) == ()
    return top / "site"


@pytest.fixture
def small(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "small"))


@pytest.mark.parametrize(
    "path",
    ["", "2021-03-01/", "2021-03-01/r1/", "2021-03-01/r2/changes/", "2022-03-01/changes/", "2021-03-01/compare/"],
)
def test_words_that_were_put_in_between_are_named(small: Path, path: str) -> None:
    page = small / "en/privacy" / path / "index.html"
    head, mark, body = page.read_text(encoding="utf-8").partition('<h2 id="rights"')
    page.write_text(f"{head}<p>We sell it all.</p>{mark}{body}", encoding="utf-8")
    assert "does not say what privacy en says" in named(small)[f"/en/privacy/{path}"]


def test_pages_that_were_swapped_are_both_named(small: Path) -> None:
    one, two = (small / f"en/privacy/{version}/index.html" for version in ("2021-03-01", "2022-03-01"))
    raw = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(raw)
    assert {"/en/privacy/2021-03-01/", "/en/privacy/2022-03-01/"} <= set(named(small))


def test_a_link_that_leads_elsewhere_is_named(small: Path) -> None:
    replace(small / "en/privacy/index.html", "https://authority.example/ask", "https://evil.example/ask")
    assert "does not say what privacy en says" in named(small)["/en/privacy/"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"status": "in force"', '"status": "superseded"'),
        ('"status": "upcoming"', '"status": "in force"'),
        ('"until": "2022-02-28"', '"until": "2022-02-27"'),
        ('"from": "2021-03-01T00:00:00+01:00"', '"from": "2021-03-01T00:00:00+02:00"'),
        ('"title": "privacy in en"', '"title": "Privacy policy"'),
        ('"published": "2021-02-01T09:00:00+01:00"', '"published": "2021-01-14T09:00:00+01:00"'),
        ('"reason": "A typo"', '"reason": "A whim"'),
        ('"change": "minor"', '"change": "material"'),
        ('"draft": false', '"draft": true'),
        ('"withdrawn": null', '"withdrawn": {}'),
        ('"in_force": "2022-03-01"', '"in_force": "2021-03-01"'),
        ('"upcoming": ["2027-03-01"]', '"upcoming": []'),
        ('"retired_from": []', '"retired_from": ["2026-01-01"]'),
    ],
)
def test_what_notices_json_says_of_versions_must_be_so(small: Path, old: str, new: str) -> None:
    file = small / "notices.json"
    file.write_text(json.dumps(json.loads(file.read_text()), ensure_ascii=False))
    replace(file, old, new)
    assert "/notices.json" in named(small)


def test_a_translation_that_stood_in_for_a_missing_one_is_no_contradiction(tmp_path: Path) -> None:
    """A redline compares the authoritative texts then, while the page before it shows an earlier translation."""
    previous = {"untranslated": "previous"}
    built = Building(documents={"privacy": {}, "privacy/eea": {"placement": "section", **previous}})
    for document in ("privacy", "privacy/eea"):
        built.publish(document, "2021-03-01", {"en": "We collect little.", "sv": "Vi samlar lite."}, at="2021-02-01")
    built.publish("privacy/eea", "2022-03-01", {"en": "We collect more."}, at="2022-02-01")
    built.publish("privacy/eea", "2023-03-01", {"en": "We collect less.", "sv": "Vi samlar mindre."}, at="2023-02-01")
    built.write(tmp_path)
    CliRunner().invoke(main, ["build", "--source", str(tmp_path), "--output", str(tmp_path / "site")])
    done = run("--site", str(tmp_path / "site"), "--source", str(tmp_path))
    assert done.exit_code == 0, done.output
    replace(tmp_path / "site/notices.json", '"since"', '"before"')
    assert run("--site", str(tmp_path / "site")).exit_code == 1
