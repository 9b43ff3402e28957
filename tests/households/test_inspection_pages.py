"""The pages of inspections, rounds and hazards, as an officer walks through them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from households.models import (
    Hazard,
    HazardNotice,
    Inspection,
    InspectionRound,
    Unit,
)
from households.workflow.inspections import HazardStatus
from station.actions import attachments
from station.models import AccessRecord, Area, Reminder
from station.roles import Role
from tests.factories import (
    ChecklistFactory,
    HazardFactory,
    InspectionFactory,
    OfficeFactory,
    UnitFactory,
    VenueKindFactory,
    person,
)
from tests.households.test_api_writes import picture

VENUES = 14


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def checklist(db):
    return ChecklistFactory()


@pytest.fixture
def venues(village, checklist):
    kind = VenueKindFactory()
    return [
        UnitFactory(
            address__community=village,
            address__door=f"{number:02d}号",
            venue_kind=kind,
            name=f"天城便利店{number}",
            contact_name="秦大妈",
        )
        for number in range(1, VENUES + 1)
    ]


@pytest.fixture
def office(village):
    station = Area.objects.above(village).get(kind="station")
    return OfficeFactory(station=station, kind="fire", title="消防救援大队")


def url(name, *args):
    return reverse(f"households:{name}", args=args)


def all_in_order(page) -> dict:
    """What two taps and a reason give."""
    form = page.context["form"]
    return {
        "once": str(form["once"].value()),
        "started_at": form["started_at"].value().isoformat(),
        "id_shown": "on",
        "everything": "on",
        "person_in_charge": form["person_in_charge"].value(),
        "unsigned": "absent",
    }


def walk(client, start, faults: dict[str, str]) -> int:
    """Venue after venue until the round is over; how many screens it took."""
    page, screens = client.get(start, follow=True), 0
    while "stop" in page.context:
        data = all_in_order(page)
        code = faults.get(page.context["unit"].name)
        if code:
            item = page.context["checklist"].items.get(code=code)
            data[f"result_{item.pk}"] = "fault"
            data[f"photos_{item.pk}"] = picture()
        page = client.post(page.request["PATH_INFO"], data, follow=True)
        screens += 1
    return screens


class TestAcceptance:
    def test_fourteen_venues_two_hazards_one_closed_one_transferred(
        self, signed_in, wang, village, venues, office, settings
    ):
        """Issue 3: the notice prints, the re-inspection closes one and hands one over."""
        client = signed_in
        begun = client.post(url("inspection_start"), {"area": village.pk}, follow=True)
        next_url = url("inspection_stop", begun.context["next_stop"].pk)
        names = venues[2].name, venues[9].name

        screens = walk(client, next_url, {names[0]: "exits", names[1]: "extinguishers"})

        assert screens == Inspection.objects.count() == VENUES
        assert InspectionRound.objects.get().state == "done"
        first, second = Hazard.objects.order_by("pk")
        assert attachments.attached_to(first.finding).count() == 1

        for hazard in (first, second):
            form = client.get(url("hazard_notify", hazard.pk))
            data = {"hazards": [hazard.pk], "received_by": "秦大妈"}
            data["once"] = str(form.context["form"]["once"].value())
            client.post(url("hazard_notify", hazard.pk), data)
        notice = HazardNotice.objects.first()
        paper = client.get(url("hazard_notice_paper", notice.pk))
        assert paper.content.startswith(b"%PDF")
        assert AccessRecord.objects.filter(act="print").exists()

        looked = [
            client.post(
                url("hazard_reinspect", hazard.pk),
                {"version": 2, "is_gone": answer, "remark": "现场查看"},
            )
            for hazard, answer in ((first, "yes"), (second, "no"))
        ]
        assert [answer.status_code for answer in looked] == [302, 302]
        first.refresh_from_db()
        second.refresh_from_db()
        assert first.status == HazardStatus.CLOSED
        assert second.transfer_due_on >= timezone.localdate() + timedelta(days=5)
        shown = client.get(second.get_absolute_url()).content.decode()
        assert "第31–33条" in shown

        client.post(
            url("hazard_transfer", second.pk),
            {"version": 3, "office": office.pk, "reference": "移字1号"},
        )
        second.refresh_from_db()
        assert second.status == HazardStatus.TRANSFERRED
        assert timezone.localdate(second.transferred_at) <= second.transfer_due_on
        assert (
            not Reminder.objects.pending()
            .filter(subject__startswith="households.hazard")
            .exists()
        )


class TestForm:
    def test_says_which_items_were_not_looked_at(self, signed_in, venues):
        address = url("inspection_create", venues[0].pk)
        page = signed_in.get(address)
        data = {k: v for k, v in all_in_order(page).items() if k != "everything"}

        answer = signed_in.post(address, {**data, "in_order": ["video", "escape"]})

        assert answer.status_code == 200
        assert list(answer.context["form"].errors) == [
            f"result_{answer.context['checklist'].items.get(code='extinguishers').pk}"
        ]

    @pytest.mark.parametrize("missing", ["id_shown", "unsigned"])
    def test_wants_id_and_signature(self, signed_in, venues, missing):
        address = url("inspection_create", venues[0].pk)
        data = all_in_order(signed_in.get(address))
        del data[missing]

        answer = signed_in.post(address, data)

        assert answer.status_code == 200
        assert not Inspection.objects.exists()

    def test_sent_twice_is_one_inspection(self, signed_in, venues):
        address = url("inspection_create", venues[0].pk)
        data = all_in_order(signed_in.get(address))

        first, second = (signed_in.post(address, data) for _n in range(2))

        assert first["Location"] == second["Location"]
        assert Inspection.objects.count() == 1

    def test_what_failed_last_time_stands_first(self, signed_in, venues):
        address = url("inspection_create", venues[0].pk)
        page = signed_in.get(address)
        item = page.context["checklist"].items.get(code="exits")
        data = {**all_in_order(page), f"result_{item.pk}": "fault"}
        signed_in.post(address, data)

        groups = list(signed_in.get(address).context["form"].groups())

        assert groups[0].key == "again"
        assert [row.item for row in groups[0].rows] == [item]

    def test_a_broken_photo_is_refused_and_leaves_nothing(
        self, signed_in, venues, tmp_path
    ):
        address = url("inspection_create", venues[0].pk)
        page = signed_in.get(address)
        item = page.context["checklist"].items.first()
        broken = picture()
        broken.truncate(20)

        answer = signed_in.post(
            address, {**all_in_order(page), f"photos_{item.pk}": broken}
        )

        assert answer.status_code == 200
        assert not Inspection.objects.exists()


class TestRound:
    def test_passing_over_leads_to_the_next(self, signed_in, village, venues):
        begun = signed_in.post(
            url("inspection_start"), {"area": village.pk}, follow=True
        )
        stop = begun.context["next_stop"]

        page = signed_in.post(
            url("inspection_skip", stop.pk), {"why": "nobody"}, follow=True
        )

        assert page.context["stop"].order == 2
        stop.refresh_from_db()
        assert stop.skipped_reason

    def test_can_be_left_and_taken_up(self, signed_in, village, venues):
        signed_in.post(url("inspection_start"), {"area": village.pk})

        page = signed_in.get(url("inspection_start"))

        [(round_, done, total)] = page.context["under_way"]
        assert (done, total) == (0, VENUES)
        assert signed_in.get(round_.get_absolute_url()).status_code == 200

    def test_without_a_checklist_says_what_to_do(self, signed_in, village, wang):
        page = signed_in.get(url("inspection_start"))

        assert page.context["has_checklists"] is False


class TestHazards:
    def test_the_chief_extends_once_the_officer_never(self, signed_in, village, venues):
        hazard = HazardFactory(
            unit=venues[0], deadline_on=timezone.localdate() + timedelta(days=2)
        )
        chief = Client()
        chief.force_login(person(Role.STATION_CHIEF, village.parent.parent))
        later = timezone.localdate() + timedelta(days=9)
        data = {"version": 1, "deadline_on": later.isoformat(), "reason": "材料未到"}

        refused = signed_in.post(url("hazard_extend", hazard.pk), data)
        given = chief.post(url("hazard_extend", hazard.pk), data)
        again = chief.post(url("hazard_extend", hazard.pk), {**data, "version": 2})

        assert refused.status_code == 404
        assert given.status_code == 302
        assert again.status_code == 200
        hazard.refresh_from_db()
        assert hazard.deadline_on == later

    def test_a_stale_step_shows_so(self, signed_in, venues):
        hazard = HazardFactory(unit=venues[0])

        answer = signed_in.post(
            url("hazard_reinspect", hazard.pk), {"version": 7, "is_gone": "yes"}
        )

        assert answer.status_code == 409

    def test_is_reported_of_a_follow_up_with_its_place(self, signed_in, venues, wang):
        inspection = InspectionFactory(unit=venues[0])
        address = f"{url('hazard_create')}?from=households.inspection:{inspection.pk}"
        data = {
            "what": "后门堆放纸箱",
            "severity": "minor",
            "deadline_on": (timezone.localdate() + timedelta(days=3)).isoformat(),
        }

        answer = signed_in.post(address, data)

        hazard = Hazard.objects.get(what="后门堆放纸箱")
        assert answer["Location"] == hazard.get_absolute_url()
        assert hazard.unit == venues[0]
        page = signed_in.get(inspection.get_absolute_url()).content.decode()
        assert hazard.number in page

    @pytest.mark.parametrize("state", ["", "open", "late", "to_transfer", "closed"])
    def test_every_look_at_the_list_answers(self, signed_in, venues, state):
        HazardFactory(unit=venues[0])

        assert signed_in.get(url("hazard_list"), {"state": state}).status_code == 200

    @pytest.mark.parametrize("name", ["hazard_list", "inspection_list"])
    def test_exports_what_is_shown(self, signed_in, venues, name):
        HazardFactory(unit=venues[0])
        InspectionFactory(unit=venues[0])

        answer = signed_in.get(url(name.replace("list", "export")))

        assert answer.status_code == 200


class TestQueries:
    @pytest.mark.parametrize("count", [1, 12])
    @pytest.mark.parametrize(
        "name", ["inspection_list", "hazard_list", "inspection_coverage", "unit_list"]
    )
    def test_do_not_grow(
        self, signed_in, venues, name, count, django_assert_max_num_queries
    ):
        for unit in venues[:count]:
            HazardFactory(unit=unit)
            InspectionFactory(unit=unit)

        with django_assert_max_num_queries(32):
            signed_in.get(url(name))

    def test_of_a_stop_are_bounded(
        self, signed_in, village, venues, django_assert_max_num_queries
    ):
        begun = signed_in.post(
            url("inspection_start"), {"area": village.pk}, follow=True
        )
        address = url("inspection_stop", begun.context["next_stop"].pk)

        with django_assert_max_num_queries(34):
            signed_in.get(address)


class TestUnitPage:
    def test_shows_what_is_due_and_open(self, signed_in, venues):
        hazard = HazardFactory(unit=venues[0])

        page = signed_in.get(venues[0].get_absolute_url()).content.decode()

        assert hazard.what in page
        assert url("inspection_create", venues[0].pk) in page

    def test_the_venue_is_described(self, signed_in, venues):
        unit = venues[0]
        kind = VenueKindFactory()
        kind.limits.create(measure="seats", most=100)
        data = {
            "version": 1,
            "kind": kind.pk,
            "risk": "high",
            "risk_reason": "明火",
            "size_seats": 120,
        }

        page = signed_in.post(url("venue_edit", unit.pk), data, follow=True)

        unit = Unit.objects.get(pk=unit.pk)
        assert unit.figures == {"seats": 120}
        assert "100" in page.content.decode()
