"""What a shell offers for the arguments of commands: the project's notices, versions and languages, by the names of its
files alone. Where nothing is found nothing is offered; the shell is no place for error messages."""

from collections.abc import Iterator
from pathlib import Path

import click

_SOURCES = ("notice.md", "addendum.md")


def notices(ctx: click.Context, _: click.Parameter, typed: str) -> list[str]:
    """The notices and addenda: `privacy`, `privacy/eea`."""
    return _begun(_names(_root(ctx)), typed)


def versions(ctx: click.Context, _: click.Parameter, typed: str) -> list[str]:
    """The versions of the notice that was named before."""
    return _begun(_versions(_root(ctx), str(ctx.params.get("name") or "")), typed)


def locales(ctx: click.Context, _: click.Parameter, typed: str) -> list[str]:
    """The languages in which the version that was named before is published."""
    version = str(ctx.params.get("version") or "")
    folder = _root(ctx).joinpath("notices", str(ctx.params.get("name") or ""), "published", version)
    found = {each.name.split(".")[0] for each in folder.glob("*.md")} - {"source"}
    return _begun(iter(sorted(found)), typed)


def sides(ctx: click.Context, _: click.Parameter, typed: str) -> list[str]:
    """One side of a redline: `privacy@2023-12-15`, `privacy@in-force`, `privacy@draft`; files are for the shell."""
    root = _root(ctx)
    words = ("in-force", "draft")
    return _begun((f"{name}@{each}" for name in _names(root) for each in (*_versions(root, name), *words)), typed)


def _root(ctx: click.Context) -> Path:
    return Path(ctx.params.get("source") or ".")


def _names(root: Path) -> Iterator[str]:
    folder = root / "notices"
    for path in sorted(each.parent for name in _SOURCES for each in folder.rglob(name)):
        if not {"published", "correcting"} & {*path.relative_to(folder).parts}:
            yield path.relative_to(folder).as_posix()


def _versions(root: Path, name: str) -> Iterator[str]:
    folder = root.joinpath("notices", name, "published")
    return (each.name for each in sorted(folder.glob("*-*-*")) if each.is_dir())


def _begun(names: Iterator[str], typed: str) -> list[str]:
    return [name for name in names if name.startswith(typed)]
