from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from households.actions import cards, visits
from households.models import FollowUp, Visit
from station.models import AccessRecord, Attachment, Event
from station.roles import Role
from tests.factories import (
    CommunityFactory,
    FollowUpFactory,
    HouseholdFactory,
    ResidentFactory,
    VisitFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def household(village):
    return HouseholdFactory(community=village)


@pytest.fixture
def head(household):
    return ResidentFactory(household=household, relation="head")


def photo(name="door.jpg"):
    buffer = BytesIO()
    Image.new("RGB", (64, 48), "green").save(buffer, "JPEG")
    buffer.seek(0)
    buffer.name = name
    return buffer


def entries(head=None, **said):
    """What the browser sends for a visit a minute ago."""
    moment = timezone.localtime() - timedelta(minutes=1)
    return {
        "once": str(uuid4()),
        "outcome": "met",
        "purpose": "routine",
        "people_met": [head.pk] if head else [],
        "visited_at": f"{moment:%Y-%m-%dT%H:%M}",
        **said,
    }


class TestVisitForm:
    def url(self, household):
        return reverse("households:visit_create", args=[household.pk])

    def test_is_filled_with_what_is_known(self, signed_in, household, head):
        page = signed_in.get(self.url(household))

        form = page.context["form"]
        assert form.initial["people_met"] == [head]
        assert form.initial["purpose"] == "routine"

    def test_asks_for_nothing_like_a_search(self, signed_in, household, head):
        page = signed_in.get(self.url(household))

        names = set(page.context["form"].fields)
        assert not {n for n in names if "search" in n or "seiz" in n or "inspect" in n}

    def test_records_and_goes_back_to_the_household(
        self, signed_in, household, head, wang
    ):
        answer = signed_in.post(self.url(household), entries(head, learned="平安"))

        visit = Visit.objects.get()
        assert answer.url == household.get_absolute_url()
        assert visit.visited_by == wang
        assert visit.learned == "平安"

    def test_sent_twice_is_recorded_once(self, signed_in, household, head):
        said = entries(head)

        first, second = (signed_in.post(self.url(household), said) for _ in range(2))

        assert first.url == second.url
        assert Visit.objects.count() == 1

    def test_keeps_photos_a_promise_and_the_card(
        self, signed_in, household, head, wang
    ):
        cards.issue(area=household.area, by=wang, at=timezone.now())
        tomorrow = timezone.localdate() + timedelta(days=1)
        said = entries(
            head,
            photos=[photo(), photo("two.jpg")],
            promise_matter="送身份证",
            promise_on=tomorrow.isoformat(),
            promise_at="10:30",
            card_given="on",
        )

        signed_in.post(self.url(household), said)

        visit = Visit.objects.get()
        assert Attachment.objects.count() == 2
        assert visit.follow_ups.get().matter == "送身份证"
        assert visit.card_handovers.get().received_by == head.name

    def test_settles_the_promise_it_came_from(self, signed_in, household, head, wang):
        promised = FollowUpFactory(household=household, assigned_to=wang)
        page = signed_in.get(self.url(household), {"follow_up": promised.pk})
        assert page.context["form"].initial["purpose"] == "follow_up"

        signed_in.post(self.url(household), entries(head, settles=promised.pk))

        assert FollowUp.objects.get().status == "done"

    def test_a_refusal_stands_at_its_field_and_keeps_nothing(
        self, signed_in, household, head, tmp_path
    ):
        said = entries(photos=[photo()])

        page = signed_in.post(self.url(household), said)

        assert "people_met" in page.context["form"].errors
        assert not Visit.objects.exists()
        assert not [path for path in tmp_path.rglob("*") if path.is_file()]

    def test_a_file_that_is_no_photo_is_refused(self, signed_in, household, head):
        trap = BytesIO(b"<html><script>alert(1)</script>")
        trap.name = "photo.jpg"

        page = signed_in.post(self.url(household), entries(head, photos=[trap]))

        assert "photos" in page.context["form"].errors
        assert not Visit.objects.exists()

    def test_nobody_home_needs_two_taps(self, signed_in, household, head):
        said = entries(head, outcome="nobody_home", advice=["fire"])

        signed_in.post(self.url(household), said)

        visit = Visit.objects.get()
        assert visit.outcome == "nobody_home"
        assert not visit.people_met.exists()
        assert visit.advice == []

    def test_the_next_villages_auxiliary_finds_nothing(self, client, household):
        client.force_login(person(Role.AUXILIARY_OFFICER, CommunityFactory()))

        assert client.get(self.url(household)).status_code == 404
        assert client.post(self.url(household), entries()).status_code == 404


@pytest.mark.django_db(transaction=True)
class TestDoubleTap:
    def test_eight_at_once_are_one_visit(self, client):
        household = HouseholdFactory()
        head = ResidentFactory(household=household, relation="head")
        client.force_login(officer(household.area))
        url = reverse("households:visit_create", args=[household.pk])
        said, cookies = entries(head), client.cookies

        def tap(_number):
            browser = Client()
            browser.cookies = cookies
            try:
                return browser.post(url, said).status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(tap, range(8)))

        assert answers == [302] * 8
        assert Visit.objects.count() == 1
        assert Event.objects.filter(kind="visit.recorded").count() == 1


class TestVisitPage:
    def test_writes_down_who_looked(self, signed_in, household, wang):
        visit = VisitFactory(household=household)

        signed_in.get(visit.get_absolute_url())

        assert AccessRecord.objects.get(subject=f"households.visit:{visit.pk}")

    def test_an_auxiliary_sees_only_their_own(self, client, household, village):
        mine = person(Role.AUXILIARY_OFFICER, village)
        client.force_login(mine)
        own = VisitFactory(household=household, visited_by=mine)
        other = VisitFactory(household=household)

        assert client.get(own.get_absolute_url()).status_code == 200
        assert client.get(other.get_absolute_url()).status_code == 404

    def test_the_officer_confirms_a_draft(self, signed_in, household, village, wang):
        draft = self.draft(household, village)

        signed_in.post(reverse("households:visit_confirm", args=[draft.pk]), {})

        draft.refresh_from_db()
        assert draft.confirmed_by == wang

    def test_the_officer_sends_a_draft_back(self, signed_in, household, village):
        draft = self.draft(household, village)
        url = reverse("households:visit_send_back", args=[draft.pk])

        signed_in.post(url, {"note": "补充建议"})

        assert "补充建议" in signed_in.get(draft.get_absolute_url()).content.decode()

    def test_an_auxiliary_confirms_nothing(self, client, household, village):
        draft = self.draft(household, village)
        client.force_login(draft.visited_by)
        url = reverse("households:visit_confirm", args=[draft.pk])

        assert client.post(url, {}).status_code == 404

    def draft(self, household, village):
        return VisitFactory(
            household=household,
            visited_by=person(Role.AUXILIARY_OFFICER, village),
            state="draft",
            confirmed_by=None,
            confirmed_at=None,
        )


class TestVisitEdit:
    def visit(self, household, head, wang, hours=1):
        at = timezone.now() - timedelta(hours=hours)
        said = visits.Report(
            purpose="routine", outcome="met", visited_at=at, people_met=[head]
        )
        return visits.record(household=household, report=said, by=wang, at=at)

    def test_saves(self, signed_in, household, head, wang):
        visit = self.visit(household, head, wang)
        url = reverse("households:visit_edit", args=[visit.pk])
        said = entries(head, purpose="care", version=visit.version)

        signed_in.post(url, said)

        visit.refresh_from_db()
        assert visit.purpose == "care"

    def test_a_stale_save_shows_both(self, signed_in, household, head, wang):
        visit = self.visit(household, head, wang)
        url = reverse("households:visit_edit", args=[visit.pk])
        signed_in.post(url, entries(head, purpose="care", version=visit.version))

        said = entries(head, purpose="advice", version=visit.version)
        page = signed_in.post(url, said)

        assert page.status_code == 409
        assert ("目的", "关爱走访") in page.context["stale"] or any(
            value for _label, value in page.context["stale"]
        )
        assert page.context["form"]["purpose"].value() == "advice"

    def test_an_older_visit_is_corrected_with_a_reason(
        self, signed_in, household, head, wang
    ):
        visit = self.visit(household, head, wang, hours=30)
        url = reverse("households:visit_correct", args=[visit.pk])
        said = entries(head, purpose="care", version=visit.version, reason="选错")

        signed_in.post(url, said)

        visit.refresh_from_db()
        assert visit.purpose == "care"
        assert visit.corrections.get().reason == "选错"
        assert "选错" in signed_in.get(visit.get_absolute_url()).content.decode()


class TestVisitList:
    def test_asks_the_same_number_of_questions_for_12_rows_as_for_1(
        self, signed_in, household
    ):
        url = reverse("households:visit_list")
        signed_in.get(url)

        asked = []
        for more in (1, 11):
            for _number in range(more):
                VisitFactory(household=household).people_met.add(
                    ResidentFactory(household=household)
                )
            with CaptureQueriesContext(connection) as questions:
                page = signed_in.get(url)
            asked.append(len(questions))

        assert len(page.context["page"].rows) == 12
        assert asked[0] == asked[1]

    def test_narrows_by_the_address(self, signed_in, household):
        VisitFactory(household=household)
        turned_away = VisitFactory(household=household, outcome="declined")

        page = signed_in.get(reverse("households:visit_list"), {"outcome": "declined"})

        assert page.context["page"].rows == [turned_away]

    def test_a_second_page_follows_the_first(self, signed_in, household):
        VisitFactory.create_batch(52, household=household)
        url = reverse("households:visit_list")

        first = signed_in.get(url).context["page"]
        second = signed_in.get(url + first.next_url).context["page"]
        back = signed_in.get(url + second.previous_url).context["page"]

        assert len(first.rows) == 50
        assert len(second.rows) == 2
        assert [row.pk for row in back.rows] == [row.pk for row in first.rows]


class TestPick:
    def test_finds_by_initials_without_an_address(self, signed_in, household):
        living = ResidentFactory(household=household)
        living.write_name("张大爷")
        living.save()

        page = signed_in.post(reverse("households:visit_pick"), {"q": "zdy"})

        assert page.context["rows"] == [household]
        assert AccessRecord.objects.filter(act="search").exists()

    def test_offers_those_of_a_scanned_cards_area(self, signed_in, household):
        url = reverse("households:visit_pick")

        page = signed_in.get(url, {"area": household.area_id})

        assert page.context["rows"] == [household]
