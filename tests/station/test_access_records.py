"""Looks at personal data: for a purpose, written down, counted, refused."""

import pytest
from django.urls import reverse

from station.actions import reveal
from station.actions.limits import TooMany
from station.errors import RuleError
from station.models import AccessRecord, Event, Reminder, reference
from station.roles import Role
from tests.factories import (
    NOW,
    CommunityFactory,
    HouseholdFactory,
    LiaisonContactFactory,
    ResidentFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db
PHONE = "13912345678"


@pytest.fixture
def resident(village):
    home = HouseholdFactory(community=village)
    found = ResidentFactory.build(household=home, area=home.area, station=home.station)
    found.write_phone(PHONE)
    found.save()
    return found


@pytest.fixture
def chief(village):
    return person("station_chief", village.parent.parent)


def show(by, obj, **more):
    more = {"field": "phone", "purpose": "visit"} | more
    return reveal.reveal(by=by, obj=obj, at=NOW, **more)


class TestReveal:
    def test_shows_the_number_and_writes_it_down(self, wang, resident):
        assert show(wang, resident) == PHONE

        row = AccessRecord.objects.get()
        assert (row.actor, row.act, row.purpose) == (wang, "reveal", "visit")
        assert row.subject == f"households.resident:{resident.pk}"
        assert row.fields == "phone"
        assert row.area == resident.area

    def test_never_writes_the_number_itself(self, wang, resident):
        show(wang, resident)

        assert PHONE not in str(AccessRecord.objects.values())
        assert PHONE not in str(Event.objects.values())

    @pytest.mark.parametrize("purpose", ["", "curiosity"])
    def test_asks_what_for(self, wang, resident, purpose):
        with pytest.raises(RuleError):
            show(wang, resident, purpose=purpose)

    def test_asks_for_words_where_the_purpose_is_another(self, wang, resident):
        with pytest.raises(RuleError):
            show(wang, resident, purpose="other", reason=" ")

        assert show(wang, resident, purpose="other", reason="走失老人") == PHONE

    @pytest.mark.parametrize("field", ["name", "household", "nothing", "__class__"])
    def test_shows_sealed_fields_only(self, wang, resident, field):
        with pytest.raises(RuleError):
            show(wang, resident, field=field)

    @pytest.mark.parametrize(
        "role", ["auxiliary_officer", "mediator", "volunteer", "partner", "api_client"]
    )
    def test_is_for_officers_and_chiefs(self, role, resident):
        with pytest.raises(RuleError):
            show(person(role, resident.area), resident)

    def test_ends_at_the_border_of_the_area(self, resident):
        with pytest.raises(RuleError):
            show(officer(CommunityFactory()), resident)

    def test_shows_nothing_when_it_cannot_be_written_down(
        self, wang, resident, monkeypatch
    ):
        def fail(**_given):
            raise RuntimeError

        monkeypatch.setattr(reveal, "record_access", fail)

        with pytest.raises(RuntimeError):
            show(wang, resident)


class TestAlarm:
    def test_tells_the_chief_at_fifty_within_an_hour(self, wang, resident):
        for _turn in range(49):
            show(wang, resident)
        assert not Reminder.objects.exists()

        for _turn in range(2):
            show(wang, resident)

        alarm = Reminder.objects.get()
        assert (alarm.kind, alarm.area) == ("access.reveals", resident.area)
        assert alarm.subject == f"station.user:{wang.pk}"

    def test_stops_at_the_days_limit_and_writes_the_refusal(
        self, wang, resident, settings
    ):
        settings.REVEALS_MOST_PER_DAY = 3
        for _turn in range(3):
            show(wang, resident)

        with pytest.raises(TooMany):
            show(wang, resident)

        assert AccessRecord.objects.filter(act="refused").count() == 1
        assert Reminder.objects.filter(kind="access.reveals").exists()

    def test_words_lead_the_chief_to_the_list(self, wang, chief, resident):
        from station.access_alarms import REVEALS

        reveal._alarm(wang, resident.area, NOW)
        reminders = list(Reminder.objects.all())

        told = REVEALS.recipients(reminders, NOW)
        words = REVEALS.words(reminders, chief)

        assert told == {reminders[0].pk: [chief.pk]}
        assert f"actor={wang.pk}" in words[reminders[0].pk].url


class TestPage:
    def url(self, resident, field="phone"):
        return reverse(
            "station:reveal", args=["households.resident", resident.pk, field]
        )

    def test_asks_the_purpose_first(self, signed_in, resident):
        page = signed_in.get(self.url(resident), HTTP_HX_REQUEST="true")

        assert page.status_code == 200
        assert PHONE not in page.content.decode()
        assert not AccessRecord.objects.exists()

    def test_goes_by_the_rights_on_what_is_shown(self, client, village, resident):
        auxiliary = person(Role.AUXILIARY_OFFICER, village)
        contact = LiaisonContactFactory.build(area=village, responsible=auxiliary)
        contact.write_phone(PHONE)
        contact.save()
        client.force_login(auxiliary)
        asked = ["households.liaisoncontact", contact.pk, "phone"]

        assert client.get(reverse("station:reveal", args=asked)).status_code == 200
        assert client.get(self.url(resident)).status_code == 404

    def test_then_shows_the_number_and_stores_it_nowhere(self, signed_in, resident):
        page = signed_in.post(
            self.url(resident), {"purpose": "visit"}, HTTP_HX_REQUEST="true"
        )

        assert PHONE in page.content.decode()
        assert page["Cache-Control"] == "no-store"
        assert PHONE not in signed_in.get(self.url(resident)).content.decode()

    def test_works_without_javascript(self, signed_in, resident):
        asked = signed_in.get(self.url(resident))
        shown = signed_in.post(self.url(resident), {"purpose": "visit"})

        assert "<html" in asked.content.decode()
        assert PHONE in shown.content.decode()

    def test_says_what_is_missing(self, signed_in, resident):
        page = signed_in.post(self.url(resident), {"purpose": "other"})

        assert PHONE not in page.content.decode()
        assert page.context["error"]

    @pytest.mark.parametrize(
        "address",
        [
            ["households.resident", "phone_index"],
            ["households.resident", "nothing"],
            ["households.nothing", "phone"],
            ["station.user", "password"],
            ["nonsense", "phone"],
        ],
    )
    def test_opens_nothing_else(self, signed_in, resident, address):
        label, field = address
        url = reverse("station:reveal", args=[label, resident.pk, field])

        assert signed_in.get(url).status_code == 404
        assert signed_in.post(url, {"purpose": "visit"}).status_code in {200, 404}
        assert PHONE not in signed_in.post(url, {"purpose": "visit"}).content.decode()

    def test_is_not_there_for_the_next_village(self, client, resident):
        client.force_login(officer(CommunityFactory()))

        assert client.get(self.url(resident)).status_code == 404
        assert client.post(self.url(resident), {"purpose": "visit"}).status_code == 404


class TestRefusal:
    @pytest.mark.parametrize(
        "address",
        [
            "/households/residents/{}/",
            "/households/residents/{}/edit/",
            "/api/v1/residents/{}/",
            "/reveal/households.resident/{}/phone/",
        ],
    )
    def test_of_a_record_out_of_scope_is_written_down(self, client, resident, address):
        stranger = officer(CommunityFactory())
        client.force_login(stranger)

        client.get(address.format(resident.pk))

        row = AccessRecord.objects.get()
        assert (row.actor, row.act) == (stranger, "refused")
        assert row.subject == f"households.resident:{resident.pk}"

    def test_names_the_household_whose_page_it_was(self, client, resident):
        client.force_login(officer(CommunityFactory()))

        client.get(f"/households/{resident.household_id}/visit/")

        assert AccessRecord.objects.get().subject == reference(resident.household)

    def test_of_a_page_nobody_needs_to_know_of_is_not(self, signed_in):
        signed_in.get("/nowhere/")

        assert not AccessRecord.objects.exists()


class TestList:
    def test_shows_the_chief_the_looks_at_the_station(
        self, client, chief, wang, resident
    ):
        show(wang, resident, reason="入户核对")
        other = ResidentFactory()
        other.write_phone(PHONE)
        other.save()
        show(officer(other.area), other)
        client.force_login(chief)

        page = client.get(reverse("station:access_list"))

        assert [look["row"].actor for look in page.context["looks"]] == [wang]
        assert page.context["looks"][0]["found"] == resident
        assert "入户核对" in page.content.decode()

    def test_can_be_narrowed(self, client, chief, wang, resident):
        show(wang, resident)
        client.force_login(chief)
        url = reverse("station:access_list")

        for query, found in (
            (f"?actor={wang.pk}", 1),
            ("?purpose=case", 0),
            ("?act=reveal", 1),
            ("?from_on=2026-11-20&until_on=2026-11-20", 1),
            ("?from_on=2026-11-21", 0),
            (f"?subject=households.resident:{resident.pk}", 1),
        ):
            assert len(client.get(url + query).context["looks"]) == found, query

    def test_shows_the_audit_everything_and_no_names(self, client, wang, resident):
        show(wang, resident)
        client.force_login(person("audit_admin"))

        page = client.get(reverse("station:access_list"))

        assert len(page.context["looks"]) == 1
        assert resident.name not in page.content.decode()

    def test_is_not_there_for_officers(self, signed_in):
        assert signed_in.get(reverse("station:access_list")).status_code == 404
