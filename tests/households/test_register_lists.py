"""The lists of plates, cards, boards, rounds, rules, campaigns, seasons, questions."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from households import card_job
from households.models import DoorPlate, PlateBatch, VisitQuestion, VisitRule
from station import list_exports
from station.actions import jobs
from station.errors import RuleError
from station.models import AccessRecord, Area, Job
from station.registry import registry
from station.roles import Role
from station.workbook import read
from tests import factories
from tests.factories import NOW, TODAY, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def chief(village):
    return person(Role.STATION_CHIEF, Area.objects.above(village).get(kind="station"))


@pytest.fixture
def signed_in(client, chief):
    client.force_login(chief)
    return client


def _plate(village):
    return factories.PlateFactory(
        address=factories.AddressFactory(community=village), area=village
    )


def _card(village):
    grid = factories.GridFactory(parent=village)
    return factories.CardFactory(area=grid)


def _board(village):
    return factories.BoardFactory(card=_card(village), area=village)


def _season(village):
    made = factories.CropSeasonFactory.build().crop
    number = village.pk, Area.objects.count()
    return factories.CropSeasonFactory(
        area=factories.GridFactory(parent=village), crop=f"{made}{number[1]}"
    )


@dataclass(frozen=True)
class Case:
    key: str
    make: Callable
    search: str = ""


CASES = [
    Case("households.doorplate", _plate, "status=active&ordering=-issued"),
    Case(
        "households.platebatch",
        lambda village: factories.PlateBatchFactory(area=village),
        "ordering=made",
    ),
    Case("households.contactcard", _card, "status=active&ordering=-issued"),
    Case("households.board", _board, "hanging=true&ordering=place"),
    Case(
        "households.round",
        lambda village: factories.RoundStopFactory(round__area=village).round,
        "state=planned&ordering=on",
    ),
    Case(
        "households.visitrule",
        lambda village: factories.VisitRuleFactory(area=village),
        "state=current&ordering=-days",
    ),
    Case(
        "households.campaign",
        lambda village: factories.CampaignFactory(area=village),
        "ordering=from",
    ),
    Case("households.cropseason", _season, "ordering=-crop"),
    Case(
        "households.visitquestion",
        lambda village: factories.VisitQuestionFactory(area=village),
        "state=open&ordering=when",
    ),
    Case("station.user", lambda village: factories.officer(village), "is_active=true"),
]


@pytest.fixture(params=CASES, ids=lambda case: case.key)
def case(request):
    return request.param


class TestEachList:
    def test_shows_its_rows_in_every_order(self, signed_in, village, case):
        kind = registry.lists[case.key]
        made = [case.make(village), case.make(village)]

        for order in kind.orders:
            page = signed_in.get(reverse(kind.url_name), {"ordering": order})

            shown = [row.pk for row in page.context["page"].rows]
            assert {row.pk for row in made} <= set(shown)

    def test_costs_the_same_for_many_rows(self, signed_in, village, case):
        url = f"{reverse(registry.lists[case.key].url_name)}?{case.search}"
        case.make(village)
        signed_in.get(url)  # what is asked once only
        with CaptureQueriesContext(
            connection,
        ) as one:
            signed_in.get(url)
        for _turn in range(6):
            case.make(village)

        with CaptureQueriesContext(connection) as many:
            signed_in.get(url)

        assert len(many) <= len(one)

    def test_is_taken_away_as_a_workbook_and_written_down(
        self, signed_in, village, case, tmp_path
    ):
        kind = registry.lists[case.key]
        case.make(village)

        answer = signed_in.get(f"{reverse(kind.export_name)}?{case.search}")

        assert AccessRecord.objects.get(act="export").subject == case.key
        path = tmp_path / "list.xlsx"
        path.write_bytes(answer.content)
        head, *lines = read(path)[0].rows
        assert lines
        wanted = list_exports.columns_of(kind, answer.wsgi_request.user)
        assert list(head) == [str(column.label) for column in wanted]

    def test_the_workbook_has_every_row_of_the_page(self, signed_in, village, case):
        """What a station or county set is in it too."""
        kind = registry.lists[case.key]
        case.make(village)
        page = signed_in.get(reverse(kind.url_name), {})

        found = list_exports.exported(kind, user=page.wsgi_request.user, query="").rows

        shown = {row.pk for row in page.context["page"].rows}
        assert shown <= set(found.values_list("pk", flat=True))

    def test_its_orders_end_with_a_unique_column(self, case):
        for order in registry.lists[case.key].orders.values():
            assert order[-1].removeprefix("-") in {"pk", "id"}


def asked(client, name, action, rows):
    return client.post(
        reverse(name), {"action": action, "row": [row.pk for row in rows]}
    )


def done(client, name, action, rows, **form):
    page = asked(client, name, action, rows)
    return client.post(
        reverse(name),
        {
            "action": action,
            "ids": page.context["ids"],
            "confirm": "1",
            "once": str(page.context["form"]["once"].value()),
            **form,
        },
    )


@pytest.mark.usefixtures("row_by_row")
class TestPlates:
    def test_many_are_revoked_with_one_reason(self, signed_in, village):
        plates = [_plate(village), _plate(village)]

        done(
            signed_in,
            "households:plate_bulk",
            "revoke",
            plates,
            kind="damaged",
            reason="水淹",
        )

        assert set(DoorPlate.objects.values_list("status", "end_reason")) == {
            ("revoked", "水淹")
        }

    def test_many_are_at_their_doors(self, signed_in, village):
        plates = [_plate(village), _plate(village)]

        done(signed_in, "households:plate_bulk", "mounted", plates, on=TODAY)

        assert set(DoorPlate.objects.values_list("mounted_on", flat=True)) == {TODAY}

    def test_many_are_printed_again_as_one_batch(self, signed_in, village):
        plates = [_plate(village), _plate(village)]
        size = factories.PlateSizeFactory()

        answer = done(signed_in, "households:plate_bulk", "print", plates, size=size.pk)

        batch = PlateBatch.objects.get()
        assert (batch.total, batch.area, batch.choice) == (2, village, "chosen")
        assert answer["Location"] == batch.get_absolute_url()
        assert DoorPlate.objects.count() == 2

    def test_a_code_that_ended_is_not_printed_again(self, signed_in, village, chief):
        plate = _plate(village)
        plate.status, plate.end_kind = "revoked", "lost"
        plate.ended_at, plate.ended_by = NOW, chief
        plate.save()
        size = factories.PlateSizeFactory()

        answer = done(
            signed_in, "households:plate_bulk", "print", [plate], size=size.pk
        )

        assert answer.status_code == 400
        assert not PlateBatch.objects.exists()

    def test_sent_twice_is_one_batch(self, signed_in, village):
        size = factories.PlateSizeFactory()
        url = reverse("households:plate_bulk")
        page = asked(signed_in, "households:plate_bulk", "print", [_plate(village)])
        form = {
            "action": "print",
            "ids": page.context["ids"],
            "confirm": "1",
            "once": str(page.context["form"]["once"].value()),
            "size": size.pk,
        }

        signed_in.post(url, form)
        signed_in.post(url, form)

        assert PlateBatch.objects.count() == 1

    def test_over_rest_the_batch_is_named(self, signed_in, village):
        plate, size = _plate(village), factories.PlateSizeFactory()

        answer = signed_in.post(
            "/api/v1/door-plates/bulk/",
            {"action": "print", "ids": [plate.pk, 999_999], "size": size.pk},
            content_type="application/json",
        ).json()

        assert answer["url"] == PlateBatch.objects.get().get_absolute_url()
        assert (answer["done"], answer["not_found"]) == (1, 1)

    def test_over_rest_a_size_out_of_use_is_refused(self, signed_in, village):
        size = factories.PlateSizeFactory(is_active=False)

        answer = signed_in.post(
            "/api/v1/door-plates/bulk/",
            {"action": "print", "ids": [_plate(village).pk], "size": size.pk},
            content_type="application/json",
        )

        assert answer.status_code == 400
        assert not PlateBatch.objects.exists()


class TestCards:
    def order(self, client, cards, kind="cards"):
        return done(client, "households:card_bulk", "print", cards, kind=kind, sheets=1)

    def test_many_are_printed_by_a_job(self, signed_in, village):
        factories.officer(village)
        cards = [_card(village), _card(village)]

        answer = self.order(signed_in, cards)

        job = Job.objects.get()
        assert answer["Location"] == job.get_absolute_url()
        jobs.run(pk=job.pk, at=NOW)
        job.refresh_from_db()
        assert (job.state, job.error) == ("done", "")
        with zipfile.ZipFile(io.BytesIO(jobs.FILES.read(job.result_file))) as file:
            assert len(file.namelist()) == 2
            assert file.read(file.namelist()[0]).startswith(b"%PDF")
        assert AccessRecord.objects.filter(act="print").count() == 2
        assert all(card.prints.count() == 1 for card in cards)

    def test_an_area_that_cannot_be_printed_is_told(
        self, signed_in, village, monkeypatch
    ):
        good, bad = _card(village), _card(village)

        def render(card, charge, **options):
            if card == bad:
                raise RuleError("nobody")
            return b"%PDF"

        monkeypatch.setattr(card_job.papers, "render", render)
        self.order(signed_in, [good, bad])
        job = Job.objects.get()

        jobs.run(pk=job.pk, at=NOW)

        job.refresh_from_db()
        assert (job.state, bool(job.failures_file)) == ("done", True)
        assert good.prints.exists()
        assert not bad.prints.exists()

    def test_auxiliaries_print_none(self, client, village):
        client.force_login(person(Role.AUXILIARY_OFFICER, village))

        assert (
            asked(client, "households:card_bulk", "print", [_card(village)]).status_code
            == 404
        )


@pytest.mark.usefixtures("row_by_row")
class TestBoards:
    def test_many_were_looked_at(self, signed_in, village):
        board = _board(village)

        done(signed_in, "households:board_bulk", "check", [board])

        before = board.version
        board.refresh_from_db()
        assert board.version == before + 1

    def test_many_are_taken_down(self, signed_in, village):
        board = _board(village)

        done(
            signed_in,
            "households:board_bulk",
            "take_down",
            [board],
            reason="拆迁",
            on=TODAY,
        )

        board.refresh_from_db()
        assert (board.removed_on, board.removal_reason) == (TODAY, "拆迁")


@pytest.mark.usefixtures("row_by_row")
class TestPlans:
    def test_rules_end_together(self, signed_in, village):
        rule = factories.VisitRuleFactory(area=village)

        done(signed_in, "households:visit_rule_bulk", "end", [rule], on=TODAY)

        assert VisitRule.objects.get().until_on == TODAY

    def test_questions_of_one_cause_are_settled_together(self, signed_in, village):
        rows = [factories.VisitQuestionFactory(area=village) for _turn in range(2)]

        done(
            signed_in,
            "households:visit_question_bulk",
            "decide",
            rows,
            state="explained",
            words="集体补录",
        )

        states = VisitQuestion.objects.values_list("state", flat=True)
        assert set(states) == {"explained"}

    def test_rounds_of_a_morning_are_printed_together(self, signed_in, village):
        stops = [
            factories.RoundStopFactory(
                round__area=village,
                household=factories.HouseholdFactory(community=village),
            )
            for _turn in range(2)
        ]

        answer = done(
            signed_in,
            "households:round_bulk",
            "print",
            [stop.round for stop in stops],
        )
        page = signed_in.get(answer["Location"])

        assert [row for row, _stops in page.context["papers"]] == [
            stop.round for stop in stops
        ]
        assert AccessRecord.objects.filter(act="print").count() == 2

    def test_a_round_of_another_station_is_not_printed(self, signed_in):
        foreign = factories.RoundFactory()

        page = signed_in.get(
            reverse("households:round_prints"), {"rounds": f"{foreign.pk},x,"}
        )

        assert page.context["papers"] == []

    @pytest.mark.parametrize(
        ("stage", "found"), [("running", 1), ("ended", 0), ("coming", 0)]
    )
    def test_campaigns_are_found_by_their_stage(self, village, stage, found):
        row = factories.CampaignFactory(area=village)

        rows = type(row).objects.at_stage(stage, on=row.from_on)

        assert rows.count() == found
        assert (row.stage(on=row.from_on) == stage) is bool(found)
