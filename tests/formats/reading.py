"""The formats of a site as a client finds them: files by address."""

from noticepress.formats import artifacts
from tests.building import Building


def files(site: Building, on: str) -> dict[str, bytes]:
    """Every file that the formats make of a site on a day, by address."""
    return {f"/{artifact.path}": artifact.data for artifact in artifacts(site.plan(on))}
