"""The places of the frame, as they are written."""

import pytest

from station.context import Link
from station.templatetags.places import places, tiles


def link(**facts):
    said = {"key": "a", "label": "走访", "icon": "walk", "url": "/visits/", "count": 0}
    return Link(**{**said, "is_current": False, **facts})


class TestPlaces:
    @pytest.mark.parametrize(
        ("count", "shown"), [(1, ">1<"), (99, ">99<"), (100, ">99+<")]
    )
    def test_say_how_much_waits(self, count, shown):
        assert shown in places([link(count=count)])

    def test_say_nothing_where_nothing_waits(self):
        assert "fq-count" not in places([link()])

    @pytest.mark.parametrize("written", [places, tiles])
    def test_say_where_one_is(self, written):
        said = written([link(is_current=True), link(url="/here/")])

        assert said.count('aria-current="page"') == 1
        assert said.index('href="/visits/" aria-current="page"') < said.index("/here/")

    @pytest.mark.parametrize("written", [places, tiles])
    def test_take_no_markup_from_a_name(self, written):
        assert "&lt;b&gt;" in written([link(label="<b>")])
