"""What stands in a cell of a table that leaves the house."""

import re
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

# Never seen and never meant; a workbook or a line of CSV would break on some of them.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
ENDS = re.compile("\r\n|\r|\x85|\u2028|\u2029")
LONGEST = 32_767  # characters in a cell of a workbook
# A spreadsheet takes a text that begins so for a formula; the wide signs too.
BEGINS_FORMULA = re.compile(
    r"[\s'\ufeff\u200b]*[=+\-@＝＋－＠]|[\s\ufeff\u200b]*[\t\r\n]"
)

Cell = str | int | float | date | datetime | None


def readable(value) -> Cell:
    """A value as a cell: numbers, days and moments as such, all else as clean text."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.replace(tzinfo=None, second=0, microsecond=0)
    if isinstance(value, int | float | date):
        return value
    return clean(str(value))


def clean(text: str) -> str:
    """The text without what nobody sees; one kind of line end."""
    text = UNSEEN.sub("", ENDS.sub("\n", text))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def harmless(text: str) -> str:
    """The text so that no spreadsheet reads a formula: a mark before it.

    What has the mark already gets a second one: ``plain`` gives back every text.
    """
    return f"'{text}" if BEGINS_FORMULA.match(text) else text


def plain(text: str) -> str:
    """What ``harmless`` was given."""
    is_marked = text.startswith("'") and BEGINS_FORMULA.match(text[1:])
    return text[1:] if is_marked else text
