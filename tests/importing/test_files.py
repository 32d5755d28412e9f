"""Histories out of dated files and tables."""

from pathlib import Path

import pytest

from tests.importing.history import Past


@pytest.fixture
def past(tmp_path: Path) -> Past:
    return Past(tmp_path)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    (tmp_path / "old").mkdir()
    return tmp_path / "old"


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def test_dates_and_languages_in_names(past: Past, old: Path) -> None:
    write(old, {
        "privacy-2021-03-01.md": "# Privacy\n\nB", "privacy-2020-02-01.en.md": "# Privacy\n\nA",
        "privacy_20210301.sv.md": "# Integritet\n\nB", "de/2021-03-01.md": "# Datenschutz\n\nB",
        "2021-03-01-2/en.md": "# Privacy\n\nB, mended",
    })  # fmt: skip
    done = past.run("files", str(old))
    assert done.exit_code == 0, done.output
    assert past.archive() == [
        ("2020-02-01", "en", 1), ("2021-03-01", "en", 1), ("2021-03-01", "de", 1), ("2021-03-01", "sv", 1),
        ("2021-03-01", "en", 2),
    ]  # fmt: skip
    assert past.document().entries[0].published.isoformat() == "2020-02-01T00:00:00+01:00"
    assert past.document().entries[0].evidence.startswith("file privacy-2020-02-01.en.md sha256 ")


def test_a_text_in_a_language_that_is_not_offered_is_left_out_and_told(past: Past, old: Path) -> None:
    write(old, {"2020-02-01/en.md": "# Privacy\n\nA", "2020-02-01/es-ES.md": "# Privacidad\n\nA",
                "2020-02-01/privacy.it.md": "# Informativa\n\nA"})  # fmt: skip
    done = past.run("files", str(old))
    assert past.archive() == [("2020-02-01", "en", 1)]
    assert "Texts in “es-ES” (1) are left out" in done.output
    assert "Texts in “it” (1) are left out" in done.output


def test_dates_in_front_matter_and_in_texts_in_any_order(past: Past, old: Path) -> None:
    write(old, {
        "a.md": "---\ntitle: Privacy\neffective: 2022-01-01\n---\nC", "b.md": "# Privacy\n\nEffective 3 May 2021\n\nB",
        "c.md": "---\ntitle: Privacy\neffective: 1 February 2020\n---\nA",
    })  # fmt: skip
    assert past.run("files", str(old), "--effective", "Effective {date}").exit_code == 0
    assert [version for version, _, _ in past.archive()] == ["2020-02-01", "2021-05-03", "2022-01-01"]


def test_a_text_without_any_date_is_left_out_and_told(past: Past, old: Path) -> None:
    write(old, {"a.md": "# Privacy\n\nA", "2020-02-01.md": "# Privacy\n\nB"})
    done = past.run("files", str(old))
    assert "No date is known of this text" in done.output
    assert past.archive() == [("2020-02-01", "en", 1)]


@pytest.mark.parametrize("suffix", ["csv", "toml"])
def test_a_table_gives_dates_moments_and_languages(past: Past, old: Path, suffix: str) -> None:
    write(old, {
        "one.md": "# Privacy\n\nA", "two.md": "# Privacy\n\nB", "tva.md": "# Integritet\n\nB",
        "table.csv": "file;effective;published;locale\none.md;2020-02-01;2020-01-15;\n"
        "two.md;2021-03-01;2021-02-01T08:00:00+00:00;en\ntva.md;2021-03-01;2021-04-01;sv\n",
        "table.toml": '[[texts]]\nfile = "tva.md"\neffective = 2021-03-01\npublished = 2021-04-01\nlocale = "sv"\n'
        '[[texts]]\nfile = "one.md"\neffective = 2020-02-01\npublished = 2020-01-15\n'
        '[[texts]]\nfile = "two.md"\neffective = "2021-03-01"\npublished = 2021-02-01T08:00:00Z\n',
    })  # fmt: skip
    done = past.run("table", str(old / f"table.{suffix}"))
    assert done.exit_code == 0, done.output
    assert [(e.version.isoformat(), e.locale, e.published.isoformat()) for e in past.document().entries] == [
        ("2020-02-01", "en", "2020-01-15T00:00:00+01:00"),
        ("2021-03-01", "en", "2021-02-01T09:00:00+01:00"),
        ("2021-03-01", "sv", "2021-04-01T00:00:00+02:00"),
    ]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("file;effective\nabsent.md;2020-02-01\n", "There is no file “absent.md”"),
        ("file,effective\none.md,soon\n", "A date of “one.md” is not one"),
        ("name,date\none.md,2020-02-01\n", "The columns “file” and “effective” are missing"),
        ("file,effective,langue\none.md,2020-02-01,fr\n", "Unknown column “langue”"),
        ("file,effective\none.md,2020-02-01,sv,more\n", "more columns than the first line names"),
    ],
)
def test_faults_of_a_table_are_told_by_line(past: Past, old: Path, table: str, said: str) -> None:
    write(old, {"one.md": "# Privacy\n\nA", "table.csv": table})
    done = past.run("table", str(old / "table.csv"))
    assert done.exit_code == 1
    assert said in done.output
    assert not (past.project / "notices/privacy").exists()
