"""Strangers' workbooks: a gate before any parser, then a parser under limits.

The gate reads the zip directory by hand, then inflates each part in small pieces and
counts what really comes out, since the sizes a file declares may lie. What passes is
parsed in a child process that may take 512 MB and 60 s and dies with its parent.
"""

import json
import re
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext_lazy as _

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024
MOST_RATIO = 100
RATIO_FROM = 1024 * 1024  # small parts of a real workbook compress well: no matter
MOST_ENTRIES = 200
MOST_ROWS = 100_000
MOST_OUTPUT = 128 * 1024 * 1024
MOST_SECONDS = 90
PIECE = 256 * 1024

MESSAGES = {
    "empty": _("The file is empty."),
    "too_big": _("The file is larger than 10 MB. Split it by village."),
    "not_excel": _("This is not an Excel workbook (.xlsx)."),
    "old_excel": _(
        "This is an old Excel file (.xls). Open it, save it as “Excel workbook "
        "(.xlsx)” and send that."
    ),
    "binary_excel": _(
        "This is a binary Excel file (.xlsb). Save it as “Excel workbook (.xlsx)”."
    ),
    "text_table": _(
        "This is a text table (CSV). Open it in Excel, check the ID numbers and save "
        "it as “Excel workbook (.xlsx)”."
    ),
    "web_page": _(
        "This is a web page with the name of a workbook. Open it in Excel and save it "
        "as “Excel workbook (.xlsx)”."
    ),
    "encrypted": _(
        "The workbook is locked with a password. Remove the password and send it again."
    ),
    "damaged": _("The workbook is damaged and cannot be read."),
    "bomb": _("The workbook unpacks to far more than its size. It was refused."),
    "too_many_parts": _("The workbook has too many parts or sheets."),
    "macros": _(
        "The workbook holds macros. Save it as “Excel workbook (.xlsx)” without macros."
    ),
    "external_links": _(
        "The workbook draws on other files. Break the links (Data, Edit Links), then "
        "send it again."
    ),
    "embedded": _("The workbook has other files embedded in it. Remove them."),
    "unsafe_xml": _("The workbook holds XML that no table program writes."),
    "too_wide": _(
        "A cell stands far beyond the last column of any register (column ZZ). Delete "
        "the empty columns to the right."
    ),
    "too_many_rows": _("A sheet has more than 100,000 rows. Split the file."),
    "too_costly": _("Reading the workbook takes too much time or memory."),
}


class WorkbookRefused(ValueError):
    """The workbook is not taken in; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return str(MESSAGES[self.code])


@dataclass(slots=True)
class Sheet:
    """One worksheet: every row from the first, as plain values."""

    name: str
    visible: bool = True
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    rows: list[list[object]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Part:
    """One file inside the zip, as its directory has it."""

    name: str
    method: int
    packed: int
    unpacked: int
    offset: int


def read(path: Path) -> list[Sheet]:
    """The worksheets of a workbook that passed the gate."""
    check(path)
    return list(_sheets(_reader_lines(path)))


def check(path: Path) -> None:
    """Refuse what is no plain workbook, in well under a second.

    Raises WorkbookRefused.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise WorkbookRefused("too_big")
    data = path.read_bytes()
    _check_type(data)
    try:
        parts = _directory(data)
        _check_parts(parts, len(data))
        _check_contents(data, parts)
    except (struct.error, IndexError, zlib.error, UnicodeError) as error:
        raise WorkbookRefused("damaged") from error


# -- what kind of file it is ----------------------------------------------------------

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_MARKUP = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"mime-version")


def _check_type(data: bytes) -> None:
    if not data:
        raise WorkbookRefused("empty")
    if data.startswith(_OLE):
        locked = _ENCRYPTED_STREAM in data
        raise WorkbookRefused("encrypted" if locked else "old_excel")
    if data.startswith(b"PK\x03\x04"):
        return
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_MARKUP):
        raise WorkbookRefused("web_page")
    if _is_text(data[:4096]) and re.search(rb"[,;\t]", data[:4096]):
        raise WorkbookRefused("text_table")
    raise WorkbookRefused("not_excel")


def _is_text(head: bytes) -> bool:
    for encoding in ("utf-8", "gb18030", "utf-16"):
        try:
            text = head[: len(head) - len(head) % 2].decode(encoding, "strict")
        except UnicodeError:
            continue
        return "\x00" not in text
    return False


# -- the zip directory ----------------------------------------------------------------

_END = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"
_STORED, _DEFLATED = 0, 8
_ENCRYPTED_FLAG = 0x0041  # ordinary and strong encryption


def _directory(data: bytes) -> list[_Part]:
    """The entries of the central directory; zip64 has no place in ten megabytes."""
    end = data.rfind(_END, max(0, len(data) - 65_557))
    if end < 0:
        raise WorkbookRefused("damaged")
    count, size, start = struct.unpack_from("<HII", data, end + 10)
    if count > MOST_ENTRIES or size > MOST_ENTRIES * 1024:
        raise WorkbookRefused("too_many_parts")
    if start + size > end:
        raise WorkbookRefused("damaged")
    parts, place = [], start
    for _number in range(count):
        part, place = _entry(data, place)
        parts.append(part)
    if place != start + size:
        raise WorkbookRefused("damaged")
    return parts


def _entry(data: bytes, place: int) -> tuple[_Part, int]:
    if data[place : place + 4] != _ENTRY:
        raise WorkbookRefused("damaged")
    flags, method = struct.unpack_from("<HH", data, place + 8)
    packed, unpacked, name, extra, comment = struct.unpack_from(
        "<IIHHH", data, place + 20
    )
    offset = struct.unpack_from("<I", data, place + 42)[0]
    if flags & _ENCRYPTED_FLAG:
        raise WorkbookRefused("encrypted")
    if method not in {_STORED, _DEFLATED}:
        raise WorkbookRefused("damaged")
    text = data[place + 46 : place + 46 + name].decode("utf-8", "replace")
    part = _Part(text.replace("\\", "/"), method, packed, unpacked, offset)
    return part, place + 46 + name + extra + comment


_FORBIDDEN = [
    ("binary_excel", re.compile(r"^xl/workbook\.bin$")),
    (
        "macros",
        re.compile(r"vbaproject|vbadata|macrosheets/|dialogsheets/|activex|customui"),
    ),
    (
        "external_links",
        re.compile(
            r"externallinks/|connections\.xml$|querytables/|richdata/rdrichvaluewebimage"
        ),
    ),
    (
        "embedded",
        re.compile(
            r"embeddings/|oleobject|\.(zip|xls[xmb]?|docx?|exe|dll|js|vbs|lnk)$"
        ),
    ),
]


def _check_parts(parts: list[_Part], size: int) -> None:
    """Totals, names and overlaps, from the directory alone (about a millisecond)."""
    unpacked = sum(part.unpacked for part in parts)
    if unpacked > MOST_UNPACKED or (
        unpacked > RATIO_FROM and unpacked > MOST_RATIO * size
    ):
        raise WorkbookRefused("bomb")
    names = [part.name.lower() for part in parts]
    for name in names:
        if name.startswith("/") or ".." in name.split("/"):
            raise WorkbookRefused("damaged")
        for code, pattern in _FORBIDDEN:
            if pattern.search(name):
                raise WorkbookRefused(code)
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        raise WorkbookRefused("not_excel")
    if len(set(names)) < len(names):
        raise WorkbookRefused("damaged")
    _check_overlap(parts)


def _check_overlap(parts: list[_Part]) -> None:
    """Entries that share their bytes are a bomb (Fifield's)."""
    reached = 0
    for part in sorted(parts, key=lambda part: part.offset):
        if part.offset < reached:
            raise WorkbookRefused("bomb")
        reached = part.offset + 30 + len(part.name.encode()) + part.packed


# -- what the parts hold --------------------------------------------------------------

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE_CELL = re.compile(rb"""\br=["'][A-Z]{3}""")
_LOW_CELL = re.compile(rb"""\br=["'][A-Z]{1,3}[1-9][0-9]{6}""")
_REACHING_FORMULA = re.compile(
    rb"<(?:\w+:)?f\b[^>]*>[^<]*(?:\|[^<]*!|WEBSERVICE\s*\(|\[\d+\]|\bRTD\s*\()",
    re.IGNORECASE,
)
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_MACRO_TYPES = re.compile(rb"macroEnabled|vbaProject|ms-excel\.(?:sheet\.binary|addin)")
_OVERLAP = 512  # carried over, so that nothing hides between two pieces


def _check_contents(data: bytes, parts: list[_Part]) -> None:
    """Inflate every part in pieces, count, and look for what must not be there."""
    left = MOST_UNPACKED
    for part in parts:
        name, carried, came = part.name.lower(), b"", 0
        for piece in _inflate(data, part):
            came += len(piece)
            if came > left or (came > RATIO_FROM and came > MOST_RATIO * part.packed):
                raise WorkbookRefused("bomb")
            _check_piece(name, carried + piece)
            carried = piece[-_OVERLAP:]
        if came != part.unpacked:
            raise WorkbookRefused("damaged")
        left -= came


def _inflate(data: bytes, part: _Part) -> Iterator[bytes]:
    if data[part.offset : part.offset + 4] != _LOCAL:
        raise WorkbookRefused("damaged")
    name, extra = struct.unpack_from("<HH", data, part.offset + 26)
    start = part.offset + 30 + name + extra
    packed = memoryview(data)[start : start + part.packed]
    if len(packed) != part.packed:
        raise WorkbookRefused("damaged")
    if part.method == _STORED:
        for place in range(0, len(packed), PIECE):
            yield bytes(packed[place : place + PIECE])
        return
    inflater, waiting = zlib.decompressobj(-15), bytes(packed)
    while waiting and not inflater.eof:
        yield inflater.decompress(waiting, PIECE)
        waiting = inflater.unconsumed_tail
    yield inflater.flush()


def _check_piece(name: str, piece: bytes) -> None:
    if not name.endswith((".xml", ".rels", ".vml")):
        return
    if piece[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in piece[:64]:
        raise WorkbookRefused("unsafe_xml")  # UTF-16 would hide from what follows
    if _DOCTYPE.search(piece):
        raise WorkbookRefused("unsafe_xml")
    if name.endswith(".rels"):
        _check_relationships(piece)
    elif name == "[content_types].xml" and _MACRO_TYPES.search(piece):
        raise WorkbookRefused("macros")
    elif name.startswith("xl/worksheets/"):
        _check_cells(piece)


def _check_relationships(piece: bytes) -> None:
    """An ordinary hyperlink in a cell may lead outside; nothing else may."""
    for found in _RELATIONSHIP.finditer(piece):
        text = found.group().lower()
        if b"external" in text and b"/hyperlink" not in text:
            raise WorkbookRefused("external_links")
        if b"vbaproject" in text:
            raise WorkbookRefused("macros")


def _check_cells(piece: bytes) -> None:
    if _WIDE_CELL.search(piece):
        raise WorkbookRefused("too_wide")
    if _LOW_CELL.search(piece):
        raise WorkbookRefused("too_many_rows")
    if b"<f" in piece and _REACHING_FORMULA.search(piece):
        raise WorkbookRefused("external_links")


# -- the parser in its own process ----------------------------------------------------

_READER = Path(__file__).with_name("workbook_reader.py")


def _reader_lines(path: Path) -> Iterator[bytes]:
    """What the child says, line by line, unless it says too much or takes too long."""
    command = [sys.executable, "-I", str(_READER), str(path.resolve()), str(MOST_ROWS)]
    with subprocess.Popen(  # noqa: S603  our own script, our own arguments
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8"},
    ) as child:
        alarm = threading.Timer(MOST_SECONDS, child.kill)
        alarm.start()
        try:
            yield from _counted(child.stdout)
            _check_end(child.wait())
        finally:
            alarm.cancel()
            child.kill()


def _counted(lines: Iterable[bytes]) -> Iterator[bytes]:
    total = 0
    for line in lines:
        total += len(line)
        if total > MOST_OUTPUT:
            raise WorkbookRefused("too_costly")
        yield line


def _check_end(code: int) -> None:
    """A child that was killed ran out of time or of memory."""
    if code:
        raise WorkbookRefused("too_costly" if code < 0 else "damaged")


def _sheets(lines: Iterable[bytes]) -> Iterator[Sheet]:
    sheet = None
    for line in lines:
        value = json.loads(line)
        if isinstance(value, list):
            sheet.rows.append(value)
            continue
        if value["rows"] > MOST_ROWS:
            raise WorkbookRefused("too_many_rows")
        if sheet is not None:
            yield sheet
        merged = [(tuple(first), tuple(last)) for first, last in value["merged"]]
        sheet = Sheet(value["sheet"], value["visible"], merged)
    if sheet is not None:
        yield sheet
