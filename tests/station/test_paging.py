import base64
import json

import pytest
from django.test import RequestFactory

from households.models import Household
from station.paging import Cursor, count_text, paginate
from tests.factories import HouseholdFactory

pytestmark = pytest.mark.django_db
ORDER = ("head_sort", "pk")


def page(query="", order=ORDER, size=3):
    request = RequestFactory().get(f"/{query}")
    return paginate(Household.objects.all(), request=request, order=order, size=size)


class TestPaginate:
    @pytest.fixture
    def seven(self, village):
        names = ["b", "a", "b", "c", "b", "a", "d"]
        return [HouseholdFactory(community=village, head_sort=name) for name in names]

    @pytest.mark.parametrize("order", [ORDER, ("-head_sort", "-pk")])
    def test_shows_every_row_once_forwards_and_back(self, seven, order):
        pages = [page(order=order)]
        while pages[-1].next_url:
            pages.append(page(pages[-1].next_url, order=order))

        there = [row.pk for one in pages for row in one.rows]
        assert len(pages) == 3
        assert sorted(there) == sorted(row.pk for row in seven)
        back = page(pages[-1].previous_url, order=order)
        assert [row.pk for row in back.rows] == [row.pk for row in pages[1].rows]
        first = page(back.previous_url, order=order)
        assert [row.pk for row in first.rows] == there[:3]
        assert first.previous_url == ""

    def test_keeps_the_filters_in_the_address(self, seven):
        assert "visited=never" in page("?visited=never").next_url

    @pytest.mark.parametrize(
        "cursor",
        [
            "x",
            "%00",
            base64.urlsafe_b64encode(b"[1]").decode(),
            base64.urlsafe_b64encode(json.dumps([">", "a", "x"]).encode()).decode(),
            base64.urlsafe_b64encode(json.dumps([">", {}, 1]).encode()).decode(),
            base64.urlsafe_b64encode(json.dumps([">", "\0", 1]).encode()).decode(),
            base64.urlsafe_b64encode(json.dumps([">", "a", 10**30]).encode()).decode(),
        ],
    )
    def test_a_broken_cursor_leads_to_the_first_page(self, seven, cursor):
        assert len(page(f"?cursor={cursor}").rows) == 3

    def test_a_cursor_reads_as_it_was_written(self):
        cursor = Cursor(["zhang", 7], backwards=True)

        assert Cursor.read(cursor.write(), length=2) == cursor


class TestCount:
    def test_counts_as_far_as_it_is_cheap(self, village, monkeypatch):
        HouseholdFactory.create_batch(3, community=village)

        assert "3" in count_text(Household.objects.all())
        monkeypatch.setattr("station.paging.COUNTED", 2)
        assert "2" in count_text(Household.objects.all())
