"""Large files at rest: sealed chunk by chunk, whole or refused."""

import pytest

from station import private_files
from station.crypto import SealBroken
from station.private_files import PrivateFolder

FOLDER = PrivateFolder("test")


@pytest.fixture(autouse=True)
def _media(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(private_files, "CHUNK", 4)


@pytest.fixture
def kept(tmp_path):
    path = tmp_path / "plain"
    path.write_bytes(b"abcdefghij")
    return FOLDER.keep_file(path)


def lines(name):
    return (FOLDER.path() / name).read_text().splitlines(keepends=True)


def test_comes_back_whole_and_in_pieces(kept):
    assert FOLDER.read(kept) == b"abcdefghij"
    with pytest.raises(FileNotFoundError):
        FOLDER.pieces("")
    assert list(FOLDER.pieces(kept)) == [b"abcd", b"efgh", b"ij"]
    assert b"abcd" not in (FOLDER.path() / kept).read_bytes()


def test_an_empty_one_is_a_file_too(tmp_path):
    (tmp_path / "empty").touch()

    assert FOLDER.read(FOLDER.keep_file(tmp_path / "empty")) == b""


def test_may_be_dropped_while_it_is_read(kept):
    pieces = FOLDER.pieces(kept)

    FOLDER.drop(kept)

    assert b"".join(pieces) == b"abcdefghij"
    pieces.close()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda found: found[:-1],  # the end
        lambda found: found[:1] + found[2:],  # a part
        lambda found: [found[1], found[0], *found[2:]],
        lambda found: found[:1],
        lambda found: found[-1:],
    ],
)
def test_a_part_that_is_missing_or_moved_is_refused(kept, spoil):
    (FOLDER.path() / kept).write_text("".join(spoil(lines(kept))))

    with pytest.raises(SealBroken):
        FOLDER.read(kept)


def test_what_was_sealed_as_a_whole_still_opens():
    assert FOLDER.read(FOLDER.keep(b"abcdefghij")) == b"abcdefghij"
