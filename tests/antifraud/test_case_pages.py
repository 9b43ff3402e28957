"""The pages of fraud cases: for whom they are, and what they never show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from antifraud.models import FraudCase, VictimContact
from station.models import AccessRecord
from station.roles import Role
from tests.factories import (
    CommunityFactory,
    FraudCaseFactory,
    ScamTypeFactory,
    VictimContactFactory,
    person,
)

pytestmark = pytest.mark.django_db
PHONE = "13200009755"


@pytest.fixture
def desk(client, wang):
    client.force_login(wang)
    return client


@pytest.fixture
def case(village, wang):
    made = FraudCaseFactory(
        area=village, owner=wang, victim_name="林晓梅", facts="群里做任务"
    )
    made.write_phone(PHONE)
    made.save()
    return made


def page(client, name, *args, query=""):
    return client.get(reverse(f"antifraud:{name}", args=args) + query)


def body(response) -> str:
    return response.content.decode()


class TestList:
    def test_never_shows_the_victim(self, desk, case):
        text = body(page(desk, "case_list"))

        assert case.number in text
        assert "林晓梅" not in text
        assert "9755" not in text

    def test_of_another_village_is_empty(self, desk, case):
        case.area = CommunityFactory()
        case.save()

        assert case.number not in body(page(desk, "case_list"))

    def test_is_closed_to_auxiliaries(self, client, village):
        client.force_login(person(Role.AUXILIARY_OFFICER, village))

        assert page(client, "case_list").status_code == 404

    def test_gives_a_workbook_without_the_victim(self, desk, case):
        response = page(desk, "case_export")

        content = b"".join(response) if response.streaming else response.content
        assert response.status_code == 200
        assert "林晓梅".encode() not in content


class TestDetail:
    def test_masks_the_victim_and_writes_the_look_down(self, desk, case):
        text = body(page(desk, "case_detail", case.pk))

        assert "群里做任务" in text
        assert "132****9755" in text
        assert "林＊＊" in text
        assert "林晓梅" not in text
        assert AccessRecord.objects.get().fields == "victim, place, facts, end_note"

    def test_shows_the_whole_name_for_a_purpose(self, desk, case):
        url = reverse(
            "station:reveal", args=["antifraud.fraudcase", case.pk, "victim_name"]
        )

        response = desk.post(url, {"purpose": AccessRecord.Purpose.values[0]})

        assert "林晓梅" in body(response)
        assert AccessRecord.objects.filter(act="reveal").exists()

    def test_says_what_is_wished(self, desk, case):
        case.no_contact_at = timezone.now()
        case.save()

        text = body(page(desk, "case_detail", case.pk))

        assert reverse("antifraud:contact_plan", args=[case.pk]) not in text


class TestCreate:
    def test_writes_a_case_down(self, desk, village):
        rebates = ScamTypeFactory()
        now = timezone.localtime()

        response = desk.post(
            reverse("antifraud:case_create"),
            {
                "scam_type": rebates.pk,
                "channel": "chat",
                "outcome": "lost",
                "loss": "6000",
                "group": "student",
                "area": village.pk,
                "happened_at": now.strftime("%Y-%m-%dT%H:%M"),
                "victim_name": "林晓梅",
                "victim_phone": PHONE,
            },
        )

        case = FraudCase.objects.get()
        assert response.url == case.get_absolute_url()
        assert (case.loss, case.victim_phone) == (6000, PHONE)

    def test_says_at_the_field_what_is_wrong(self, desk, village):
        rebates = ScamTypeFactory()
        now = timezone.localtime()

        response = desk.post(
            reverse("antifraud:case_create"),
            {
                "scam_type": rebates.pk,
                "channel": "chat",
                "outcome": "attempt",
                "loss": "6000",
                "group": "student",
                "area": village.pk,
                "happened_at": now.strftime("%Y-%m-%dT%H:%M"),
            },
        )

        assert list(response.context["form"].errors) == ["loss"]

    def test_offers_no_village_of_others(self, desk):
        other = CommunityFactory(name="别处村")

        assert other.name not in body(page(desk, "case_create"))


class TestSteps:
    def test_sets_right_without_the_name(self, desk, case):
        form = page(desk, "case_edit", case.pk).context["form"]
        data = {
            **{n: v for n, v in form.initial.items() if v is not None},
            "happened_at": "2026-11-20T09:00",
            "reported_at": "2026-11-20T10:00",
            "loss": "700",
            "version": case.version,
        }

        desk.post(reverse("antifraud:case_edit", args=[case.pk]), data)

        case.refresh_from_db()
        assert (case.loss, case.victim_name) == (700, "林晓梅")
        assert case.victim_phone == PHONE

    def test_forgets_the_victim_when_told(self, desk, case):
        data = {
            "scam_type": case.scam_type_id,
            "channel": "chat",
            "outcome": "lost",
            "loss": "700",
            "group": "student",
            "happened_at": "2026-11-20T09:00",
            "forget": "on",
            "version": case.version,
        }

        desk.post(reverse("antifraud:case_edit", args=[case.pk]), data)

        case.refresh_from_db()
        assert not case.has_victim

    @pytest.mark.parametrize(
        ("name", "said", "status"),
        [
            ("case_end", {"note": "已止付"}, "closed"),
            ("case_void", {"reason": "误报"}, "void"),
        ],
    )
    def test_ends_it(self, desk, case, name, said, status):
        url = reverse(f"antifraud:{name}", args=[case.pk])

        desk.post(url, {**said, "version": case.version})

        case.refresh_from_db()
        assert case.status == status

    def test_notes_how_a_contact_went(self, desk, case, wang):
        contact = VictimContactFactory(case=case, owner=wang)
        url = reverse("antifraud:contact_done", args=[case.pk, contact.pk])

        response = desk.post(url, {"result": "no_more", "version": contact.version})

        contact.refresh_from_db()
        case.refresh_from_db()
        assert response.url == case.get_absolute_url()
        assert contact.result == "no_more"
        assert case.no_contact_at is not None

    def test_plans_a_contact_by_day_only(self, desk, case, wang):
        day = timezone.localdate() + timezone.timedelta(days=3)
        url = reverse("antifraud:contact_plan", args=[case.pk])
        asked = {"means": "phone", "owner": wang.pk, "version": case.version}

        night = desk.post(url, {**asked, "planned_at": f"{day}T22:00"})
        desk.post(url, {**asked, "planned_at": f"{day}T10:00"})

        assert list(night.context["form"].errors) == ["planned_at"]
        assert VictimContact.objects.get().owner == wang

    def test_knows_a_contact_by_its_case(self, desk, case, village):
        contact = VictimContactFactory(case=FraudCaseFactory(area=village))

        assert page(desk, "contact_done", case.pk, contact.pk).status_code == 404


class TestTrend:
    def test_is_for_auxiliaries_too(self, client, village, case):
        client.force_login(person(Role.AUXILIARY_OFFICER, village))

        response = page(client, "case_trend")

        assert response.status_code == 200
        assert f'"{reverse("antifraud:case_list")}"' not in body(response)

    def test_opens_the_cases_behind_a_line(self, desk, case):
        before = timezone.now() - timezone.timedelta(days=60)
        FraudCase.objects.update(happened_at=before, reported_at=before)

        text = body(page(desk, "case_trend"))

        assert f"{reverse('antifraud:case_list')}?since=" in text

    def test_gives_a_workbook(self, desk, case):
        response = page(desk, "case_trend_export", query="?months=24")

        assert response["Content-Type"].startswith("application/vnd")
        assert AccessRecord.objects.get().act == "export"

    @pytest.mark.parametrize(
        "query", ["?area=x", "?scam_type=0", "?months=7", "?group=x"]
    )
    def test_takes_nonsense_calmly(self, desk, query):
        assert page(desk, "case_trend", query=query).status_code == 200


class TestQueries:
    def test_of_the_list_do_not_grow_with_the_cases(self, desk, village):
        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                page(desk, "case_list")
            return len(queries)

        FraudCaseFactory(area=village)
        asked()
        few = asked()
        FraudCaseFactory.create_batch(9, area=village)

        assert asked() == few

    def test_of_a_case_do_not_grow_with_its_contacts(self, desk, case, wang):
        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                page(desk, "case_detail", case.pk)
            return len(queries)

        done = {"status": "done", "result": "reached", "done_by": wang}
        VictimContactFactory(case=case, done_at=timezone.now(), **done)
        asked()
        few = asked()
        VictimContactFactory.create_batch(5, case=case, done_at=timezone.now(), **done)

        assert asked() == few


def test_the_timeline_tells_how_a_contact_went(desk, case, wang):
    contact = VictimContactFactory(case=case, owner=wang)
    url = reverse("antifraud:contact_done", args=[case.pk, contact.pk])
    desk.post(url, {"result": "not_reached", "version": contact.version})

    assert page(desk, "case_detail", case.pk).status_code == 200
