"""Papers of thousands of pages: laid out in parts, joined to one file.

Laying out costs about a hundred kilobytes a page, and all of them stay until the last
one stands; so a long paper never stands as a whole before it is a file.
"""

import io
from collections.abc import Iterable
from tempfile import TemporaryFile

import pikepdf


def joined(parts: Iterable[bytes]) -> bytes:
    """One PDF of the parts in their order; title and colours are those of the first."""
    parts = iter(parts)
    with pikepdf.open(io.BytesIO(next(parts))) as whole:
        for part in parts:
            with pikepdf.open(io.BytesIO(part)) as more:
                whole.pages.extend(more.pages)
        with TemporaryFile() as file:
            whole.save(file, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            file.seek(0)
            return file.read()
