"""A partner at the other office: takes on, answers, sends back; sees nothing else."""

import pytest
from django.urls import reverse

from households.actions import referrals
from households.models import HandedReferral
from station.errors import RuleError
from station.models import AccessRecord, Event, Reminder
from station.roles import Role
from tests.factories import NOW, CommunityFactory, person
from tests.households.inbox import card_of, office_of, received, told

pytestmark = pytest.mark.django_db
SECRET = "王五说邻居半夜吵闹"


@pytest.fixture
def partner(village):
    return person(Role.PARTNER, village)


@pytest.fixture
def office(village, partner):
    office = office_of(village, title="镇司法所", usual_days=5)
    office.people.add(partner)
    return office


@pytest.fixture
def message(village, wang):
    return received(card_of(village, wang), text=SECRET)


@pytest.fixture
def row(message, office, wang) -> HandedReferral:
    made = referrals.refer(
        message=message, office=office, asked="请调解地埂纠纷", by=wang, at=NOW
    )
    return HandedReferral.objects.get(pk=made.pk)


@pytest.fixture
def desk(client, partner):
    client.force_login(partner)
    return client


def url(name, row=None):
    return reverse(f"inbox:{name}", args=[row.pk] if row else [])


class TestSees:
    def test_what_was_handed_to_the_office(self, desk, row, message):
        page = desk.get(url("handed")).content.decode()
        record = desk.get(url("handed_detail", row)).content.decode()

        assert message.number in page
        assert "请调解地埂纠纷" in record
        assert AccessRecord.objects.filter(act="view").exists()

    def test_nothing_of_the_message_behind_it(self, desk, row, message):
        pages = [desk.get(url("handed")), desk.get(url("handed_detail", row))]

        assert all(SECRET not in page.content.decode() for page in pages)
        assert desk.get(message.get_absolute_url()).status_code == 404
        assert desk.get("/inbox/").status_code == 404
        assert desk.get("/households/").status_code == 404

    def test_it_on_my_day_and_in_the_side_bar(self, desk, row):
        page = desk.get("/").content.decode()

        assert url("handed_detail", row) in page
        assert url("handed") in page

    def test_nothing_of_another_office(self, desk, row, village):
        other = office_of(village, title="卫生院")
        HandedReferral.objects.update(office=other)

        assert desk.get(url("handed_detail", row)).status_code == 404
        assert row.message.number not in desk.get(url("handed")).content.decode()

    def test_nothing_outside_the_area_of_the_post(self, client, row, office, village):
        far = person(Role.PARTNER, CommunityFactory(parent=village.parent))
        office.people.add(far)
        client.force_login(far)

        assert client.get(url("handed_detail", row)).status_code == 404

    def test_nothing_once_the_post_is_over(self, desk, row, partner):
        partner.posts.all().delete()

        assert desk.get(url("handed_detail", row)).status_code == 404

    def test_nothing_as_an_officer_who_was_put_there(self, client, row, office, wang):
        office.people.add(wang)
        client.force_login(wang)

        assert client.get(url("handed_detail", row)).status_code == 404


class TestTold:
    def test_partners_of_the_office_when_it_comes_and_before_it_is_due(
        self, row, partner, office, village, wang
    ):
        far = person(Role.PARTNER, CommunityFactory(parent=village.parent))
        office.people.add(far, wang)

        at_once = [who for kind, who in told(NOW) if kind == "handed.new"]
        in_time = [who for kind, who in told(row.due_at) if kind == "handed.soon"]

        assert at_once == in_time == [partner.badge_number]

    def test_nobody_once_it_is_answered(self, row, partner):
        referrals.record_answer(referral=row, text="已调解", by=partner, at=NOW)

        assert not [kind for kind, _who in told(row.due_at) if "handed" in kind]

    def test_nobody_where_no_partner_signs_in(self, row, office):
        office.people.clear()

        assert not [kind for kind, _who in told(row.due_at) if "handed" in kind]
        waiting = Reminder.objects.pending().filter(kind__startswith="handed")
        assert not waiting.exists()

    def test_the_number_and_nothing_of_the_matter(self, desk, row, message):
        told(NOW)

        page = desk.get(reverse("station:notice_list")).content.decode()

        assert message.number in page
        assert SECRET not in page
        assert "请调解地埂纠纷" not in page


class TestAccept:
    def test_is_said_once(self, desk, row, partner):
        desk.post(url("handed_accept", row))

        row.refresh_from_db()
        assert (row.accepted_by, row.is_waiting) == (partner, True)
        assert Event.objects.filter(kind="message.referral_accepted").count() == 1
        with pytest.raises(RuleError):
            referrals.accept(referral=row, by=partner, at=NOW)

    def test_shows_at_the_station(self, client, row, partner, wang):
        referrals.accept(referral=row, by=partner, at=NOW)
        client.force_login(wang)

        answer = client.get(f"/api/v1/referrals/{row.pk}/").json()

        assert answer["accepted_by"]["id"] == partner.pk


class TestAnswer:
    def test_starts_our_clock_again(self, desk, row, partner, message):
        desk.post(url("handed_answer", row), {"text": "已调解，双方签字", "version": 1})

        row.refresh_from_db()
        message.refresh_from_db()
        assert (row.status, row.answer) == ("answered", "已调解，双方签字")
        assert row.settled_by == partner
        assert message.status == "new"

    def test_on_a_stale_page_is_refused(self, desk, row, partner):
        referrals.accept(referral=row, by=partner, at=NOW)

        desk.post(url("handed_answer", row), {"text": "已调解", "version": 1})

        row.refresh_from_db()
        assert row.is_waiting


class TestGiveBack:
    def test_returns_it_with_the_reason(self, desk, row, message):
        desk.post(url("handed_back", row), {"reason": "属派出所管辖", "version": 1})

        row.refresh_from_db()
        message.refresh_from_db()
        assert (row.status, row.answer) == ("returned", "属派出所管辖")
        assert message.status == "new"

    def test_needs_a_reason(self, row, partner):
        with pytest.raises(RuleError):
            referrals.give_back(referral=row, reason=" ", by=partner, at=NOW)

    def test_of_what_is_settled_is_refused(self, row, partner):
        referrals.record_answer(referral=row, text="已调解", by=partner, at=NOW)

        with pytest.raises(RuleError) as refused:
            referrals.give_back(referral=row, reason="x", by=partner, at=NOW)
        assert refused.value.code == "settled"


class TestRest:
    def test_has_the_same(self, desk, row):
        found = desk.get("/api/v1/office-referrals/").json()["results"]
        assert [one["id"] for one in found] == [row.pk]
        assert "asked" not in found[0]

        record = desk.get(f"/api/v1/office-referrals/{row.pk}/")
        assert record.json()["asked"] == "请调解地埂纠纷"
        assert SECRET not in record.content.decode()

        for verb, data in (
            ("accept", {"version": 1}),
            ("give-back", {"version": 2, "reason": "属派出所管辖"}),
        ):
            path = f"/api/v1/office-referrals/{row.pk}/{verb}/"
            answer = desk.post(path, data, content_type="application/json")
            assert answer.status_code == 200, answer.content
        assert answer.json()["status"] == "returned"

    def test_shows_a_partner_nothing_of_referrals(self, desk, row):
        assert desk.get("/api/v1/referrals/").status_code in {403, 404}
        assert desk.get("/api/v1/messages/").status_code in {403, 404}


class TestOffice:
    def test_seats_partners_chosen_by_the_chief(self, client, office, partner, village):
        chief = person(Role.STATION_CHIEF, village.parent.parent)
        client.force_login(chief)
        page = client.get(reverse("inbox_manage:office_edit", args=[office.pk]))
        form = page.context["form"]
        assert form.initial["people"] == [partner.pk]
        sent = {"kind": "justice", "title": "镇司法所", "usual_days": 5}

        client.post(
            reverse("inbox_manage:office_edit", args=[office.pk]),
            {**sent, "is_active": "on", "version": office.version},
        )

        assert not office.people.exists()

    def test_seats_nobody_without_a_partners_post(self, office, village, wang):
        with pytest.raises(RuleError):
            referrals.keep_office(
                station=office.station,
                kind="justice",
                title="司法所二",
                people=[wang],
                by=wang,
                at=NOW,
            )

    def test_keeps_who_sits_there_when_nobody_says_otherwise(self, office, wang):
        referrals.keep_office(
            station=office.station,
            kind="justice",
            title="司法所",
            office=office,
            version=office.version,
            by=wang,
            at=NOW,
        )

        assert office.people.count() == 1
