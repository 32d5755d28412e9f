"""The texts that a new notice or addendum starts with: short, true as they stand, and meant to be rewritten."""

from datetime import date
from typing import Final

from noticepress import frontmatter

_NOTICE: Final = """
This notice says how {{ organisation.name }} uses your personal data and what rights you have.

## Who we are {#controller}

{{ organisation.name }} decides why and how your personal data is used. Write to us at <CONTACT>.

## What we use, and why {#purposes}

| Data | Purpose | Legal basis |
| --- | --- | --- |
| Your name and e-mail address | To answer your questions | Our legitimate interest in answering you |

## How long we keep it {#retention}

We keep your questions and our answers for one year.

## Your rights {#rights}

You can ask us for a copy of your data, and to correct or delete it. You can object to its use. You can complain to
the data protection authority of your country.
"""

_ADDENDUM: Final = """
## Whom this is for {#scope}

This part is for people in REGION. It adds to what the notice says to everybody.

## Whom to contact {#contact}

Write to us at <CONTACT>.
"""

_ADDRESS: Final = "{{ organisation.email }}"
_REGIONAL_ADDRESS: Final = "{{ contact.email }}"


def notice_text(title: str, effective: date, *, has_contact: bool) -> str:
    """The working text of a new notice. With `has_contact` the address differs by region."""
    return _head(title, effective) + _NOTICE.replace("<CONTACT>", _REGIONAL_ADDRESS if has_contact else _ADDRESS)


def addendum_text(title: str, region: str, effective: date, *, has_contact: bool) -> str:
    """The working text of a new addendum; `region` is its name in the text."""
    body = _ADDENDUM.replace("REGION", region)
    return _head(title, effective) + body.replace("<CONTACT>", _REGIONAL_ADDRESS if has_contact else _ADDRESS)


def _head(title: str, effective: date) -> str:
    return frontmatter.write({"title": title, "effective": effective})
