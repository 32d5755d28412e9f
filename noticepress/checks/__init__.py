"""Checks: what is wrong or doubtful in the texts, as findings. Faults of files and tables are found by the readers."""

from typing import Final

from noticepress.checks.contents import missing_contents, unknown_item
from noticepress.checks.dates import (
    before_in_force,
    other_date,
    overtakes,
    past_date,
    silent_edit,
    translated_headings,
)
from noticepress.checks.links import (
    broken_notice_link,
    broken_reference,
    http_link,
    image_file,
    image_text,
    link_scheme,
    local_link,
    raw_html,
    remote_image,
    server_address,
)
from noticepress.checks.passages import passage_form, passage_regions, unknown_variable, unseen_passage
from noticepress.checks.policy import short_notice, yearly_review
from noticepress.checks.reading import hard_to_read
from noticepress.checks.review import Review, review
from noticepress.checks.rule import Rule
from noticepress.checks.slips import (
    code_block,
    lost_words,
    merge_mark,
    placeholder,
    stray_sign,
    unseen_character,
)
from noticepress.checks.structure import (
    duplicate_id,
    empty_heading,
    empty_section,
    heading_attributes,
    heading_levels,
    heading_repeated,
    lost_id,
    reserved_id,
    stray_braces,
    title_in_body,
)
from noticepress.checks.style import long_sentence, undefined_term
from noticepress.checks.wording import check_back
from noticepress.errors import Finding

__all__ = ["RULES", "Review", "Rule", "check", "review"]

RULES: Final = (
    Rule(title_in_body, "warning"),
    Rule(heading_levels, "warning"),
    Rule(heading_repeated, "warning"),
    Rule(empty_heading, "error"),
    Rule(empty_section, "warning"),
    Rule(duplicate_id, "error"),
    Rule(reserved_id, "error"),
    Rule(lost_id, "warning"),
    Rule(heading_attributes, "error"),
    Rule(stray_braces, "warning"),
    Rule(stray_sign, "warning"),
    Rule(lost_words, "warning"),
    Rule(code_block, "warning"),
    Rule(merge_mark, "error"),
    Rule(unseen_character, "warning"),
    Rule(placeholder, "warning"),
    Rule(broken_reference, "error"),
    Rule(broken_notice_link, "error"),
    Rule(local_link, "error"),
    Rule(server_address, "warning"),
    Rule(link_scheme, "warning"),
    Rule(http_link, "warning"),
    Rule(remote_image, "error"),
    Rule(image_file, "error"),
    Rule(image_text, "error"),
    Rule(raw_html, "warning"),
    Rule(passage_regions, "error"),
    Rule(passage_form, "error"),
    Rule(unseen_passage, "warning"),
    Rule(unknown_variable, "error"),
    Rule(silent_edit, "error"),
    Rule(before_in_force, "error"),
    Rule(past_date, "warning"),
    Rule(overtakes, "warning"),
    Rule(short_notice, "warning"),
    Rule(yearly_review, "warning"),
    Rule(other_date, "warning"),
    Rule(translated_headings, "error"),
    Rule(check_back, "warning"),
    Rule(long_sentence, "note"),
    Rule(hard_to_read, "note"),
    Rule(undefined_term, "note"),
    Rule(unknown_item, "error"),
    Rule(missing_contents, "warning"),
)
"""Every rule with its usual severity, in the order of the documentation."""


def check(review: Review) -> tuple[Finding, ...]:
    """What the rules find, by place."""
    return tuple(sorted({finding for rule in RULES for finding in rule.run(review)}))
