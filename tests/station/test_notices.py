"""The bell and the list of notices."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from households.actions import follow_ups
from station.actions import reminders
from station.models import Delivery, Heartbeat
from tests.factories import NOW, HouseholdFactory, PostFactory, officer
from tests.station.test_channels import DUE_AT


@pytest.fixture
def told(village, wang):
    """A notice under the bell of the village's officer."""
    household = HouseholdFactory(address__community=village)
    follow_up = follow_ups.create(
        household=household, matter="回访", due_at=DUE_AT, by=wang, at=NOW
    )
    reminders.fire(at=DUE_AT)
    return Delivery.objects.get(recipient=wang), follow_up


class TestBell:
    def test_shows_the_newest_notices(self, signed_in, told):
        page = signed_in.get(
            reverse("station:notice_list"), headers={"HX-Request": "true"}
        )

        assert "张大爷" in page.content.decode()
        assert "<html" not in page.content.decode()

    def test_counts_the_unread_ones(self, signed_in, told):
        page = signed_in.get(reverse("station:notice_list")).content.decode()

        assert '<span class="fq-count">1</span>' in page


class TestList:
    def test_opening_one_leads_to_its_record_and_reads_it(self, signed_in, told):
        notice, follow_up = told

        answer = signed_in.get(reverse("station:notice_open", args=[notice.pk]))

        notice.refresh_from_db()
        assert answer.url == follow_up.get_absolute_url()
        assert notice.read_at

    def test_another_persons_is_not_there(self, client, told):
        client.force_login(officer())

        address = reverse("station:notice_open", args=[told[0].pk])
        assert client.get(address).status_code == 404

    def test_all_are_read_at_once(self, signed_in, wang, told):
        answer = signed_in.post(reverse("station:notices_read"))

        assert answer.url == reverse("station:notice_list")
        assert not Delivery.objects.for_bell(wang).unread().exists()
        unread = signed_in.get(reverse("station:notice_list"), {"unread": "1"})
        assert unread.status_code == 200

    def test_names_nobody_to_who_has_moved_on(self, signed_in, wang, told):
        wang.posts.all().delete()
        PostFactory(user=wang)

        page = signed_in.get(reverse("station:notice_list")).content.decode()

        assert "张大爷" not in page

    @pytest.mark.parametrize("count", [1, 12])
    def test_queries_do_not_grow(
        self, signed_in, village, wang, count, django_assert_max_num_queries
    ):
        household = HouseholdFactory(address__community=village)
        for _number in range(count):
            follow_ups.create(
                household=household, matter="回访", due_at=DUE_AT, by=wang, at=NOW
            )
        reminders.fire(at=DUE_AT)

        with django_assert_max_num_queries(26):
            signed_in.get(reverse("station:notice_list"))


class TestBanner:
    @pytest.mark.parametrize(("minutes", "shown"), [(1, False), (3, True)])
    def test_says_when_the_clock_of_the_reminders_has_stopped(
        self, signed_in, minutes, shown
    ):
        at = timezone.now() - timedelta(minutes=minutes)
        Heartbeat.objects.create(name="beat", at=at)

        page = signed_in.get(reverse("station:notice_list")).content.decode()

        with translation.override("zh-hans"):
            text = _("Reminders are held up at the moment. My day shows what is due.")
        assert (text in page) is shown
