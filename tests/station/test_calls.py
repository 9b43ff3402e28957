"""Call records: sent in, decided by one officer, taken back, and what is made of them."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import xlsxwriter
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from disputes.models import Dispute
from station.actions import screening as actions
from station.actions import sheet_imports
from station.actions.screening import Verdict
from station.errors import RuleError
from station.models import (
    CallBatch,
    CallRecord,
    Event,
    RecordLink,
    Reminder,
    SheetImport,
)
from station.roles import Role
from station.screening.learning import features
from station.screening.loading import judge_of
from tests.factories import NOW, CallFactory, CommunityFactory, person

pytestmark = pytest.mark.django_db
HEADS = "接警编号,报警时间,报警人,报警电话,警情类别,发生地点,简要案情,处警结果"
ROW = (
    "620724202609010001,2026-09-01 08:12:00,吴秀英,13900004179,纠纷,罗城镇{place}二社,"
    '"报警人称楼上邻居每天半夜拖桌椅,上门沟通被骂",待处置'
)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def officer(village):
    return person(Role.COMMUNITY_OFFICER, village)


def send(content: bytes, by, name="calls.csv") -> SheetImport:
    """Sent in, checked, approved and taken in."""
    job = sheet_imports.upload(
        kind="station.callrecord", content=content, name=name, by=by, at=NOW
    )
    sheet_imports.run(pk=job.pk, at=NOW)
    job.refresh_from_db()
    if job.new_count:
        sheet_imports.approve(sheet_import=job, by=by, at=NOW)
        sheet_imports.run(pk=job.pk, at=NOW)
        job.refresh_from_db()
    return job


def csv_of(village, encoding="utf-8-sig") -> bytes:
    text = f"{HEADS}\r\n{ROW.format(place=village.short_name)}\r\n"
    return text.encode(encoding)


class TestImport:
    @pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
    def test_a_csv_of_the_desk_is_read_and_proposed(self, officer, village, encoding):
        send(csv_of(village, encoding), officer)

        call = CallRecord.objects.get()
        assert (call.area, call.station) == (village, village.parent.parent)
        assert (call.proposed_kind, call.proposed_field) == ("dispute", "neighbour")
        assert call.phone == "13900004179"
        assert "4179" in call.phone_masked
        assert "0000" not in call.phone_masked
        assert "半夜" not in str(call.__dict__["marks"])

    def test_a_workbook_keeps_the_time_of_the_call(self, officer, village):
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer) as book:
            sheet = book.add_worksheet()
            moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
            for place, head in enumerate(("警情编号", "接警时间", "报警内容")):
                sheet.write(0, place, head)
            sheet.write(1, 0, "A1")
            naive = NOW.replace(tzinfo=None, day=1, hour=8, minute=12)
            sheet.write_datetime(1, 1, naive, moment)
            sheet.write(1, 2, "两户因地埂吵架")

        send(buffer.getvalue(), officer, "calls.xlsx")

        call = CallRecord.objects.get()
        assert call.called_at.strftime("%d %H:%M") in {"01 00:12", "01 08:12"}

    def test_the_same_file_twice_does_no_harm(self, officer, village):
        send(csv_of(village), officer)

        again = send(csv_of(village), officer)

        assert (again.new_count, again.unchanged_count) == (0, 1)
        assert CallRecord.objects.count() == CallBatch.objects.count() == 1

    def test_a_row_without_its_time_is_handed_back(self, officer, village):
        content = csv_of(village).replace(b"2026-09-01 08:12:00", b"x")

        job = send(content, officer)

        assert (job.refused_count, CallRecord.objects.count()) == (1, 0)

    def test_repeated_callers_are_counted(self, officer, village):
        send(csv_of(village), officer)
        content = csv_of(village).replace(b"010001,", b"010002,")
        send(content.replace(b"2026-09-01 08", b"2026-09-02 08"), officer)

        call = CallRecord.objects.get(number__endswith="2")
        assert (call.caller_calls, call.place_calls) == (2, 2)


class TestDecisions:
    def test_a_confirmed_dispute_becomes_an_intake_at_once(self, officer, village):
        call = CallFactory(area=village, proposed_dangers=["violence"])

        actions.confirm(call=call, by=officer, at=NOW)

        dispute = Dispute.objects.get()
        assert (dispute.source, dispute.field) == ("call", "neighbour")
        assert dispute.call_number == call.number
        assert dispute.dangers == ["violence"]
        assert dispute.party_names == "吴秀英"
        assert RecordLink.objects.filter(
            origin=f"station.callrecord:{call.pk}"
        ).exists()
        assert Reminder.objects.filter(kind="dispute.screened").exists()

    def test_the_officer_is_asked_to_choose_a_mediator(self, officer, village):
        call = CallFactory(area=village)
        actions.confirm(call=call, by=officer, at=NOW)

        kinds = set(Reminder.objects.pending().values_list("kind", flat=True))

        assert {"dispute.screened", "mediator.choose"} <= kinds

    def test_a_fraud_stays_on_file_as_decided(self, officer, village):
        call = CallFactory(area=village)

        actions.correct(
            call=call, verdict=Verdict("fraud", scam="brushing"), by=officer, at=NOW
        )

        call.refresh_from_db()
        assert (call.status, call.kind, call.scam) == ("corrected", "fraud", "brushing")
        assert not Dispute.objects.exists()

    def test_put_aside_is_neither(self, officer, village):
        call = actions.reject(call=CallFactory(area=village), by=officer, at=NOW)

        assert (call.status, call.kind) == ("rejected", "other")
        assert not Dispute.objects.exists()

    def test_a_verdict_names_the_part_of_its_kind(self, officer, village):
        call = CallFactory(area=village)

        with pytest.raises(RuleError):
            actions.correct(call=call, verdict=Verdict("dispute"), by=officer, at=NOW)

    @pytest.mark.parametrize("dangers", [[], ["weapon"]], ids=["plain", "major"])
    def test_undone_within_ten_minutes_the_dispute_goes_too(
        self, officer, village, dangers
    ):
        call = CallFactory(area=village, proposed_dangers=dangers)
        call = actions.confirm(call=call, by=officer, at=NOW)

        call = actions.undo(call=call, by=officer, at=NOW + timedelta(minutes=9))

        assert (call.status, call.kind) == ("proposed", "")
        assert Dispute.objects.get().outcome == "no_dispute"

    def test_later_it_stands(self, officer, village):
        call = actions.confirm(call=CallFactory(area=village), by=officer, at=NOW)

        with pytest.raises(RuleError) as refused:
            actions.undo(call=call, by=officer, at=NOW + timedelta(minutes=11))

        assert refused.value.code == "too_late"

    def test_nothing_is_decided_when_the_dispute_cannot_be_made(
        self, officer, village, monkeypatch
    ):
        def fail(**_facts):
            raise RuleError("no")

        monkeypatch.setattr("disputes.actions.disputes.report", fail)
        call = CallFactory(area=village)

        with pytest.raises(RuleError):
            actions.confirm(call=call, by=officer, at=NOW)

        call.refresh_from_db()
        assert call.is_open

    def test_every_step_is_on_the_timeline(self, officer, village):
        call = actions.confirm(call=CallFactory(area=village), by=officer, at=NOW)
        actions.undo(call=call, by=officer, at=NOW)

        kinds = set(Event.objects.values_list("kind", flat=True))
        assert {"call_record.confirmed", "call_record.undone"} <= kinds


class TestLearning:
    def test_corrections_change_what_is_proposed(self, officer, village):
        station, text = village.parent.parent, "群众反映戏台子那边锣鼓家什响到后晌"
        before = judge_of(station).propose(text)
        assert (before.kind, before.field) != ("dispute", "business")

        for word in ("今天", "昨晚", "刚才", "上午"):
            summary = f"{word}戏台子那边锣鼓家什响到后晌"
            call = CallFactory(
                area=village, summary=summary, features=features(summary)
            )
            verdict = Verdict("dispute", field="business")
            actions.correct(call=call, verdict=verdict, by=officer, at=NOW)

        after = judge_of(station).propose(text)
        assert (after.kind, after.field) == ("dispute", "business")
        assert judge_of(CommunityFactory().parent.parent).propose(text) == before

    def test_what_waits_is_read_again(self, officer, village):
        call = CallFactory(
            area=village, summary="两车追尾,无人受伤", proposed_kind="dispute"
        )

        assert actions.read_again(station=call.station, at=NOW) == 1

        call.refresh_from_db()
        assert call.proposed_kind == "other"


@pytest.mark.django_db(transaction=True)
def test_two_officers_decide_one_call_and_one_wins(village):
    officers = [person(Role.COMMUNITY_OFFICER, village) for _n in range(2)]
    call = CallFactory(area=village)

    def decide(officer):
        try:
            actions.confirm(call=call, by=officer, at=NOW)
        except RuleError as error:
            return error.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(decide, officers))

    assert answers == ["decided", "done"]
    assert Dispute.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"status": "confirmed"}, "decided_by_somebody"),
        ({"scam": "brushing"}, "kind_and_its_part"),
        ({"proposed_kind": "x"}, "codes_valid"),
        ({"phone": "v1$x"}, "phone_indexed"),
    ],
)
def test_the_database_refuses_half_a_decision(village, changes, name):
    call = CallFactory(area=village)
    for field, value in changes.items():
        setattr(call, field, value)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        call.save()


class TestPage:
    def test_the_dangerous_one_is_in_hand_first(self, client, officer, village):
        CallFactory(area=village, called_at=NOW - timedelta(hours=2))
        grave = CallFactory(area=village, urgency=8, proposed_dangers=["weapon"])
        client.force_login(officer)

        page = client.get(reverse("station:screening"))

        assert page.context["call"]["record"] == grave

    def test_the_words_that_say_so_are_marked(self, client, officer, village):
        CallFactory(area=village, marks=[[4, 8, "field", "neighbour"]])
        client.force_login(officer)

        html = client.get(reverse("station:screening")).content.decode()

        assert "<mark" in html
        assert "楼上邻居</mark>" in html

    def test_one_key_decides_and_the_next_one_comes(self, client, officer, village):
        first = CallFactory(area=village, called_at=NOW - timedelta(hours=1))
        second = CallFactory(area=village)
        client.force_login(officer)

        url = reverse("station:call_confirm", args=[first.pk])
        answer = client.post(url, headers={"HX-Request": "true"})

        assert answer.context["call"]["record"] == second
        assert answer.context["undo"]["record"] == first

    def test_a_correction_says_kind_and_part(self, client, officer, village):
        call = CallFactory(area=village)
        client.force_login(officer)

        client.post(
            reverse("station:call_correct", args=[call.pk]),
            {"choice": "fraud:fake_loan", "dangers": ["threat"]},
        )

        call.refresh_from_db()
        assert (call.kind, call.scam, call.dangers) == (
            "fraud",
            "fake_loan",
            ["threat"],
        )

    def test_the_queue_costs_the_same_for_many(
        self, client, officer, village, django_assert_max_num_queries
    ):
        CallFactory.create_batch(12, area=village)
        client.force_login(officer)
        client.get(reverse("station:screening"))

        with django_assert_max_num_queries(30):
            client.get(reverse("station:screening"))

    def test_reading_it_is_written_down(self, client, officer, village):
        call = CallFactory(area=village)
        client.force_login(officer)

        assert client.get(call.get_absolute_url()).status_code == 200
        stranger = person(Role.COMMUNITY_OFFICER, CommunityFactory())
        client.force_login(stranger)
        assert client.get(call.get_absolute_url()).status_code == 404


class TestApi:
    def post(self, client, path, data=None):
        return client.post(
            f"/api/v1/{path}", data or {}, content_type="application/json"
        )

    def rows(self, village):
        return {
            "area": village.parent.parent.pk,
            "calls": [
                {
                    "number": "B1",
                    "called_at": "2026-09-01T08:12:00+08:00",
                    "summary": "两户因地埂吵架",
                    "phone": "13900004179",
                    "place": village.short_name,
                }
            ],
        }

    def test_many_at_once_and_again(self, client, officer, village):
        client.force_login(officer)

        first = self.post(client, "call-records/take-in/", self.rows(village))
        again = self.post(client, "call-records/take-in/", self.rows(village))

        assert len(first.json()["taken_in"]) == 1
        assert again.json() == {"taken_in": [], "on_file": ["B1"]}

    def test_decided_twice_is_a_conflict(self, client, officer, village):
        call = CallFactory(area=village)
        client.force_login(officer)

        first = self.post(client, f"call-records/{call.pk}/confirm/")
        again = self.post(client, f"call-records/{call.pk}/reject/")

        assert first.json()["status"] == "confirmed"
        assert (again.status_code, again.json()["code"]) == (409, "decided")

    def test_taken_back(self, client, officer, village):
        call = CallFactory(area=village)
        client.force_login(officer)
        self.post(
            client,
            f"call-records/{call.pk}/correct/",
            {"kind": "fraud", "scam": "brushing"},
        )

        answer = self.post(client, f"call-records/{call.pk}/undo/")

        assert answer.json()["status"] == "proposed"


class TestTerms:
    def test_a_chief_adds_words_and_leaves_some_out(self, client, village):
        chief = person(Role.STATION_CHIEF, village.parent.parent)
        client.force_login(chief)
        made = client.post(
            reverse("station:term_create"),
            {"votes_for": "field:water_land", "pattern": "抢水口子", "weight": "9"},
        )
        term = chief.home_area and judge_of(village.parent.parent).terms[-1]

        assert made.status_code == 302
        assert (term.pattern, term.weight) == ("抢水口子", 9.0)
