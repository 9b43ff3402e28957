"""Text tables as desks export them: UTF-8 with or without a mark, GBK, UTF-16."""

import csv
import io
import re

ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = ",\t;"


def text_of(content: bytes) -> str | None:
    """The text, or None where it is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        return None if "\x00" in text else text
    return None


def lines(content: bytes) -> io.StringIO:
    """The text as a reader of tables takes it; nothing where it is no text."""
    return io.StringIO(text_of(content) or "", newline="")


def rows(content: bytes) -> list[list[str]]:
    """Every line of the table; the head says what parts its columns."""
    text = text_of(content) or ""
    head = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=head.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def is_table(content: bytes) -> bool:
    """Text with columns, and no page of the web."""
    if not content or content.startswith((b"PK", b"\xd0\xcf")):
        return False
    text = text_of(content)
    if text is None or re.match(r"\s*<", text):
        return False
    return any(mark in text.split("\n", 1)[0] for mark in DELIMITERS)
