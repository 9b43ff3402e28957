"""Agreements in the browser, over REST, and by two people at once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from disputes.actions import agreements, breaches, obligations, parties
from disputes.models import Agreement, AgreementSignature, JudicialConfirmation
from disputes.notices import agreements as notices
from station.closings import open_things
from station.errors import RuleError, StaleVersion
from station.models import Attachment, Event
from tests.disputes.agreement_cases import (
    FULL,
    dispute_of,
    drafted,
    duty,
    effective,
    signed,
)
from tests.factories import NOW, TODAY, CommunityFactory, HouseholdFactory, officer
from tests.households.test_visit_views import photo

LATER = TODAY + timedelta(days=5)


@pytest.fixture
def dispute(household, wang):
    return dispute_of(household, wang)


@pytest.fixture
def desk(client, wang, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(wang)
    return client


def url(name, *args) -> str:
    return reverse(f"disputes:{name}", args=args)


def post(client, address, **data):
    return client.post(address, data, content_type="application/json")


@pytest.mark.django_db
class TestPages:
    def test_the_form_knows_what_the_dispute_knows(self, desk, dispute):
        answer = desk.get(url("agreement_create", dispute.pk))

        form = answer.context["form"]
        assert form["facts"].value() == dispute.summary
        assert form["body"].value().endswith("人民调解委员会")
        assert "院墙滴水" in answer.content.decode()

    def test_from_the_draft_to_what_is_kept(self, desk, dispute, wang):
        one, other = dispute.parties.all()
        desk.post(
            url("agreement_create", dispute.pk),
            {
                **FULL,
                "reached_on": TODAY.isoformat(),
                "first_party": one.pk,
                "first_kind": "pay",
                "first_what": "赔偿三百元",
                "first_amount": "300",
                "first_due_on": LATER.isoformat(),
            },
        )
        agreement = Agreement.objects.get()
        sign = url("agreement_sign", agreement.pk)
        for who in (f"party-{one.pk}", f"party-{other.pk}", "mediator", "seal"):
            assert desk.get(sign).context["form"].initial["who"] == who
            answer = desk.post(sign, {"who": who, "way": "fingerprint", "name": ""})
            assert answer.status_code == 302, answer.context["form"].errors
        agreement.refresh_from_db()
        by = dict(agreement.signatures.values_list("signer", "name"))
        assert (by["mediator"], by["seal"]) == (agreement.chair, agreement.body)
        assert "seal" not in dict(desk.get(sign).context["form"].fields["who"].choices)
        shown = desk.get(agreement.get_absolute_url())
        assert shown.context["lacks"] == []
        desk.post(url("agreement_effect", agreement.pk), {"version": agreement.version})
        obligation = agreement.obligations.get()
        sent = {"kept_on": TODAY.isoformat(), "version": obligation.version}
        desk.post(url("obligation_keep", obligation.pk), {**sent, "photos": photo()})

        agreement.refresh_from_db()
        assert agreement.status == "kept"
        assert (
            Attachment.objects.get().subject == f"disputes.obligation:{obligation.pk}"
        )
        for address in (agreement, dispute):
            assert desk.get(address.get_absolute_url()).status_code == 200

    @pytest.mark.parametrize(
        ("page", "day", "more"),
        [
            ("obligation_keep", "kept_on", {}),
            ("obligation_break", "broken_on", {"reason": "未付"}),
            ("obligation_change_due", "due_on", {"reason": "缓", "both_agree": "on"}),
        ],
    )
    def test_a_wrong_day_is_said_at_its_field(
        self, desk, dispute, wang, page, day, more
    ):
        agreement = effective(dispute, wang, duties=[duty(dispute, LATER)])
        owed = agreement.obligations.get()
        wrong = {"due_on": TODAY - timedelta(days=9)}.get(
            day, TODAY + timedelta(days=9)
        )

        answer = desk.post(
            url(page, owed.pk),
            {day: wrong.isoformat(), "version": owed.version, **more},
        )

        assert list(answer.context["form"].errors) == [day]

    def test_a_signature_that_is_missing_is_said_where_it_goes(self, desk, dispute):
        desk.post(url("agreement_create", dispute.pk), FULL)
        agreement = Agreement.objects.get()
        sign = url("agreement_sign", agreement.pk)
        sent = {"who": f"party-{dispute.parties.first().pk}"}
        for way, field in (("screen", "signature"), ("paper", "photos")):
            answer = desk.post(sign, {**sent, "way": way})
            assert set(answer.context["form"].errors) == {field}

        page = desk.get(url("agreement_effect", agreement.pk))

        assert f'href="{sign}"' in page.content.decode()
        assert 'name="version"' not in page.content.decode()

    def test_an_obligation_begun_is_to_be_finished(self, desk, dispute):
        sent = {**FULL, "first_what": "赔偿三百元"}

        answer = desk.post(url("agreement_create", dispute.pk), sent)

        assert set(answer.context["form"].errors) == {
            "first_party",
            "first_kind",
            "first_due_on",
        }

    def test_the_texts_stay_sealed(self, desk, dispute, wang):
        agreement = drafted(dispute, wang)

        shown = desk.get(agreement.get_absolute_url()).content.decode()

        assert FULL["terms"] not in shown
        asked = reverse(
            "station:reveal", args=["disputes.agreement", agreement.pk, "terms"]
        )
        answer = desk.post(asked, {"purpose": "dispute"})
        assert answer.status_code == 200

    def test_a_breach_asks_what_follows(self, desk, dispute, wang):
        agreement = effective(dispute, wang, duties=[duty(dispute, TODAY)])
        obligation = agreement.obligations.get()
        breaches.break_(
            obligation=obligation,
            broken_on=TODAY + timedelta(days=1),
            reason="未付",
            version=obligation.version,
            by=wang,
            at=NOW + timedelta(days=1),
        )
        agreement.refresh_from_db()
        items = list(notices.breaches_owed(wang, NOW))
        assert [item.url for item in items] == [url("agreement_breach", agreement.pk)]
        shown = desk.get(dispute.get_absolute_url()).content.decode()
        assert url("agreement_breach", agreement.pk) in shown

    def test_the_list_begins_with_what_is_owed(self, desk, dispute, wang):
        drafted(dispute, wang, duties=[duty(dispute, LATER)])
        assert list(desk.get(url("obligation_list")).context["page"].rows) == []
        agreement = Agreement.objects.get()
        signed(agreement, wang)
        agreements.make_effective(
            agreement=agreement, version=agreement.version, by=wang, at=NOW
        )

        rows = desk.get(url("obligation_list")).context["page"].rows

        assert [row.party.name for row in rows] == ["蔡涛"]
        assert [item.url for item in notices.owed(wang, NOW)] == [
            agreement.get_absolute_url()
        ]
        assert agreement.get_absolute_url() in {
            item.url for item in open_things(dispute, user=wang)
        }

    def test_many_ask_no_more_than_few(self, desk, household, wang):
        """Each row names its party, agreement, area and officer."""
        for _n in range(4):
            effective(
                made := dispute_of(household, wang),
                wang,
                duties=[duty(made, LATER), duty(made, LATER, kind="do")],
            )

        desk.get("/")
        for address in (url("obligation_list"), url("obligation_export")):
            assert desk.get(address).status_code in {200, 302}
        assert len(list(notices.owed(wang, NOW))) == 8
        for address in ("agreements", "obligations", "judicial-confirmations"):
            assert desk.get(f"/api/v1/{address}/").status_code == 200

    def test_an_oral_one_says_why_nobody_has_to_sign(self, desk, dispute, wang):
        oral = drafted(dispute, wang, form="oral", chair="")

        answer = desk.get(oral.get_absolute_url(), headers={"accept-language": "en"})

        shown = answer.content.decode()
        assert answer.context["is_oral"]
        assert "art. 28" in shown
        assert "Nobody has signed yet" not in shown
        # offered, not pressed for
        assert shown.count(url("agreement_sign", oral.pk)) == 1

    def test_the_court_is_asked_and_answers(self, desk, dispute, wang):
        agreement = effective(dispute, wang, duties=[duty(dispute, LATER)])
        sent = {"court": "临泽县人民法院", "applied_on": TODAY, "both_apply": "on"}

        asked = url("confirmation_apply", agreement.pk)
        known = desk.get(asked).context["form"].initial["court"]
        assert known.endswith("人民法院")
        refused = desk.post(asked, {**sent, "none_applies": "on", "obstacles": "title"})
        assert "obstacles" in refused.context["form"].errors
        desk.post(asked, {**sent, "none_applies": "on"})
        confirmation = JudicialConfirmation.objects.get()
        desk.post(
            url("confirmation_answer", confirmation.pk),
            {
                "is_accepted": "yes",
                "answered_on": TODAY,
                "case_number": "民特1号",
                "version": confirmation.version,
            },
        )
        confirmation.refresh_from_db()

        assert confirmation.status == "accepted"
        assert desk.get(agreement.get_absolute_url()).status_code == 200


@pytest.mark.django_db
class TestRest:
    def test_the_whole_life(self, desk, dispute):
        one, other = dispute.parties.all()
        row = post(
            desk,
            "/api/v1/agreements/",
            dispute=dispute.pk,
            **FULL,
            obligations=[
                {"party": one.pk, "kind": "do", "what": "修好", "due_on": str(LATER)}
            ],
        ).json()
        address = f"/api/v1/agreements/{row['id']}/"
        for sent in (
            {"signer": "party", "way": "fingerprint", "party": one.pk},
            {"signer": "party", "way": "fingerprint", "party": other.pk},
            {"signer": "mediator", "way": "fingerprint", "name": "赵调解"},
            {"signer": "seal", "way": "seal", "name": "平川镇人民调解委员会"},
        ):
            row = post(desk, f"{address}sign/", **sent).json()
        row = post(desk, f"{address}make-effective/", version=row["version"]).json()
        assert row["status"] == "effective"
        assert len(row["signatures"]) == 4
        found = desk.get("/api/v1/obligations/?state=open").json()["results"]
        kept = post(
            desk,
            f"/api/v1/obligations/{found[0]['id']}/keep/",
            kept_on=str(TODAY),
            version=found[0]["version"],
        )

        assert kept.json()["status"] == "kept"
        assert desk.get(address).json()["status"] == "kept"

    def test_a_signature_drawn_on_the_screen(self, desk, dispute, wang):
        agreement = drafted(dispute, wang)
        party = dispute.parties.first()

        answer = desk.post(
            f"/api/v1/agreements/{agreement.pk}/sign/",
            {
                "signer": "party",
                "way": "screen",
                "party": party.pk,
                "signature": photo(),
            },
        )

        assert answer.status_code == 200, answer.content
        signature = AgreementSignature.objects.get()
        assert Attachment.objects.get().subject == (
            f"disputes.agreementsignature:{signature.pk}"
        )

    def test_what_lacks_is_409(self, desk, dispute, wang):
        agreement = drafted(dispute, wang)

        answer = post(
            desk, f"/api/v1/agreements/{agreement.pk}/make-effective/", version=1
        )

        assert (answer.status_code, answer.json()["code"]) == (409, "incomplete")

    def test_elsewhere_there_is_nothing(self, desk):
        village = CommunityFactory()
        there = HouseholdFactory(address__community=village)
        agreement = drafted(dispute_of(there, officer(village)), officer(village))

        assert desk.get(f"/api/v1/agreements/{agreement.pk}/").status_code == 404


@pytest.mark.django_db
def test_who_owes_something_is_not_taken_off_the_dispute(dispute, wang):
    drafted(dispute, wang, duties=[duty(dispute, LATER)])
    party = dispute.parties.get(side="one")

    with pytest.raises(RuleError) as refusal:
        parties.remove_party(
            dispute=dispute, party=party, version=dispute.version, by=wang, at=NOW
        )

    assert refusal.value.code == "bound"


@pytest.mark.django_db
class TestSetAside:
    def test_a_draft_makes_room_for_another(self, dispute, wang):
        agreement = drafted(dispute, wang)
        with pytest.raises(RuleError) as refusal:
            drafted(dispute, wang)
        assert refusal.value.code == agreements.TWIN

        agreements.set_aside(
            agreement=agreement, reason="重新协商", version=1, by=wang, at=NOW
        )

        assert drafted(dispute, wang).is_draft

    def test_one_in_effect_takes_the_dispute_up_again(self, dispute, wang):
        agreement = effective(dispute, wang, duties=[duty(dispute, LATER)])

        agreements.set_aside(
            agreement=agreement,
            reason="双方同意撤销",
            version=agreement.version,
            by=wang,
            at=NOW,
        )

        dispute.refresh_from_db()
        assert dispute.status == "taken_up"
        assert agreement.obligations.get().status == "waived"


@pytest.mark.django_db(transaction=True)
class TestRaces:
    @pytest.fixture
    def case(self):
        village = CommunityFactory()
        wang = officer(village)
        household = HouseholdFactory(address__community=village)
        return dispute_of(household, wang), wang

    def test_two_put_it_into_effect_and_it_takes_effect_once(self, case):
        dispute, wang = case
        agreement = signed(drafted(dispute, wang, duties=[duty(dispute, LATER)]), wang)
        said = {"version": agreement.version, "by": wang, "at": NOW}

        answers = at_once(agreements.make_effective, agreement=agreement, **said)

        assert sorted(answers) == ["done", "refused"]
        assert Event.objects.filter(kind="agreement.effective").count() == 1

    def test_two_keep_an_obligation_and_it_is_kept_once(self, case):
        dispute, wang = case
        agreement = effective(dispute, wang, duties=[duty(dispute, LATER)])
        obligation = agreement.obligations.get()
        said = {"version": obligation.version, "by": wang, "at": NOW}

        answers = at_once(
            obligations.keep, obligation=obligation, kept_on=TODAY, **said
        )

        assert sorted(answers) == ["done", "refused"]
        assert Event.objects.filter(kind="agreement.kept").count() == 1


def at_once(action, **said) -> list[str]:
    """Two people do the same at the same moment."""
    answers = []

    def run():
        try:
            action(**said)
            answers.append("done")
        except (RuleError, StaleVersion):
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
