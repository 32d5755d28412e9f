"""HTML and CSS are valid: the Nu Html Checker (vnu) over every page and style sheet of the example site."""

import json
import subprocess
from pathlib import Path

VNU = Path(__file__).parent.parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

# What only the engine that writes PDF files reads: paged media has names of its own there.
PAPER = "/assets/paper."

# Properties that browsers have and this version of the checker does not know yet.
YOUNG = ("container-type", "text-box", "interpolate-size", "field-sizing", ":target-current")


def test_every_page_and_style_sheet_is_valid(example_site: Path) -> None:
    command = ["java", "-Xss8m", "-jar", VNU, "--format", "json", "--exit-zero-always", "--also-check-css"]
    done = subprocess.run([*command, "--skip-non-html", example_site], capture_output=True, check=True)
    messages = json.loads(done.stderr)["messages"]
    faults = [
        f"{each.get('url', '').removeprefix(example_site.as_uri().replace('///', '/'))}"
        f":{each.get('lastLine', 0)}: {each['message']}"
        for each in messages
        if each["type"] == "error"
        and not any(word in each["message"] for word in YOUNG)
        and PAPER not in each.get("url", "")
    ]
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults[:40])
