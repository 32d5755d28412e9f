"""Whole builds beside other generators, as a Markdown table: `python benchmarks/build_speed.py --texts 1000,5000`.

The same made-up texts (corpus.py) go through every generator that is installed (peers.py), each time as a whole
process. A cell holds seconds, in brackets the seconds of all processors together, and the megabytes of the largest
process: medians of several runs, in which the generators take turns where the text pages are made from nothing. Of
several sizes the exponent is told with which the time grows.
"""

import argparse
import math
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import own
import peers
from corpus import Size
from measuring import Figure, alternately, machine, roomy

LOCALES, VERSIONS = 5, 20
OWN = "noticepress"

Table = dict[str, dict[str, Figure]]
"""The figures of one size: by row, then by generator."""


def main() -> None:
    """Print a table for each size, and the exponents."""
    options = _options()
    sizes = [Size(max(1, texts // (LOCALES * VERSIONS)), LOCALES, VERSIONS) for texts in options.texts]
    if options.shape:
        sizes = [Size(*options.shape)]
    folder = options.folder or roomy(max(size.texts for size in sizes))
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine(folder)}.  \n`{' '.join(['python', *sys.argv])}`\n")
    tables = {}
    for size in sizes:
        names, table = _measured(size, folder, options.runs, options.without)
        tables[size.texts] = table
        print(*_lines(size, names, table), "", sep="\n", flush=True)
    if len(tables) > 1:
        print(*_exponents(tables), sep="\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=lambda value: [*map(int, value.split(","))], default=[1000])
    parser.add_argument("--shape", type=lambda value: [*map(int, value.split("x"))], help="NOTICESxLOCALESxVERSIONS")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the sites lie; by default in memory, where there is room")
    parser.add_argument("--without", action="append", default=[], help="leave a generator out, such as MkDocs")
    return parser.parse_args()


def _measured(size: Size, folder: Path, runs: int, without: list[str]) -> tuple[list[str], Table]:
    table: Table = {}
    found = _wanted(without)
    with TemporaryDirectory(dir=folder) as place:
        sites = {name: Path(place) / name for name in (OWN, *found)}
        own.write_site(sites[OWN], size)
        for name, peer in found.items():
            peers.write_site(peer, sites[name], size)
        trials = {name: peers.text_pages(peer, sites[name]) for name, peer in found.items()}
        figures = alternately(runs, {OWN: own.text_pages(sites[OWN]), **trials})
        own.check(sites[OWN], size)
        for name, peer in found.items():
            peers.check(peer, sites[name], size)
        for name, figure in figures.items():
            _fill(table, name, iter([("text pages, from nothing", figure)]))
        _fill(table, OWN, own.measure(sites[OWN], size, runs))
        for name, peer in found.items():
            _fill(table, name, peers.measure(peer, sites[name], size, runs))
    return [OWN, *found], table


def _wanted(without: list[str]) -> dict[str, peers.Peer]:
    """The other generators by name."""
    installed = {peer.name: peer for peer in peers.peers()}
    names = [name for name in ("Hugo", "Eleventy", "MkDocs") if name not in without]
    for name in names:
        if name not in installed:
            print(f"{name} is not installed here and is skipped; `make bench` installs it.", file=sys.stderr)
    return {name: installed[name] for name in names if name in installed}


def _fill(table: Table, name: str, rows: Iterator[tuple[str, Figure]]) -> None:
    for row, figure in rows:
        table.setdefault(row, {})[name] = figure
        print(f"{name}, {row}: {figure}", file=sys.stderr, flush=True)


def _lines(size: Size, names: list[str], table: Table) -> Iterator[str]:
    shape = f"{size.notices} notices, {size.locales} languages, {size.versions} versions"
    yield f"| {size.texts:,} texts ({shape}) | {' | '.join(names)} |"
    yield f"|---{'|---' * len(names)}|"
    for row, figures in table.items():
        yield f"| {row} | {' | '.join(str(figures.get(name, '')) for name in names)} |"


def _exponents(tables: dict[int, Table]) -> Iterator[str]:
    """How the time grows from the smallest to the largest size: 1 where it is proportional to the texts."""
    small, large = min(tables), max(tables)
    yield f"Growth from {small:,} to {large:,} texts, as the exponent of their number:\n"
    for row, figures in tables[large].items():
        for name, figure in figures.items():
            before = tables[small].get(row, {}).get(name)
            if before:
                growth = math.log(figure.seconds / before.seconds) / math.log(large / small)
                yield f"- {name}, {row}: {growth:.2f}"


if __name__ == "__main__":
    main()
