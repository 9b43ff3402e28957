"""What a finding becomes: a hazard or a dispute, both ends tied, both move together."""

from datetime import timedelta

import pytest
from django.urls import reverse

from disputes.actions import disputes as dispute_actions
from disputes.models import Dispute
from households.actions import hazard_steps
from households.models import Hazard
from patrols.actions import finding_steps as steps
from patrols.notices import findings as notices
from station import links, working_days
from station.actions import reminders
from station.errors import RuleError
from station.models import Delivery, reference
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def finding(village, wang):
    return make.FindingFactory(area=village, owner=wang, details="夜市占道经营")


@pytest.fixture
def hazard(signed_in, finding):
    """Opened on the page the finding offers."""
    url = f"{reverse('households:hazard_create')}?from={reference(finding)}"
    form = signed_in.get(url).context["form"]
    said = {
        name: form[name].value()
        for name in ("what", "place", "area", "severity", "deadline_on")
    }
    said["deadline_on"] = TODAY + timedelta(days=5)
    answer = signed_in.post(url, said)
    assert answer.status_code == 302
    return Hazard.objects.get()


def offered(finding, user) -> set[str]:
    return {offer.url.partition("?")[0] for offer in links.offers(finding, user=user)}


class TestOffers:
    @pytest.mark.parametrize(
        ("kind", "names"),
        [
            ("hazard", {"households:hazard_create"}),
            ("dispute", {"disputes:create"}),
            ("other", {"households:hazard_create", "disputes:create"}),
            ("talk", {"antifraud:briefing_create", "antifraud:outreach_create"}),
            ("lost_person", set()),
        ],
    )
    def test_what_fits_the_kind(self, finding, wang, kind, names):
        finding.kind = kind

        assert offered(finding, wang) == {reverse(name) for name in names}

    @pytest.mark.parametrize("status", ["closed", "passed_on"])
    def test_nothing_of_what_others_see_to_or_is_settled(self, finding, wang, status):
        finding.status = status

        assert offered(finding, wang) == set()


class TestHazard:
    def test_takes_words_and_place_from_the_finding(self, hazard, finding):
        assert hazard.what == finding.what
        assert hazard.place == finding.place
        assert hazard.area == finding.area

    def test_carries_the_matter_from_now_on(self, hazard, finding, wang):
        finding.refresh_from_db()

        assert finding.status == "passed_on"
        assert finding.passed_to == hazard.number
        assert working_days.local_date(finding.due_at) == hazard.deadline_on
        assert list(notices.owed(wang, NOW)) == []

    def test_stands_on_both_pages(self, hazard, finding, wang):
        made = links.links_of(finding, user=wang)
        origin = links.links_of(hazard, user=wang)

        assert [found.url for found in made] == [hazard.get_absolute_url()]
        assert [found.url for found in origin] == [finding.get_absolute_url()]

    def test_put_right_settles_the_finding(self, hazard, finding, wang):
        hazard_steps.reinspect(
            hazard=hazard, is_gone=True, remark="", version=hazard.version, by=wang,
            at=NOW, photos=(),
        )  # fmt: skip
        reminders.fire(at=NOW)

        finding.refresh_from_db()
        assert finding.status == "closed"
        assert hazard.number in finding.result
        told = Delivery.objects.filter(reminder__kind="finding.settled")
        assert [row.recipient for row in told] == [finding.reported_by]

    def test_has_the_last_word_while_it_carries_the_finding(
        self, signed_in, hazard, finding, wang
    ):
        finding.refresh_from_db()

        with pytest.raises(RuleError) as error:
            steps.settle(
                finding=finding, result="已清", version=finding.version, by=wang, at=NOW
            )

        assert error.value.code == "carried"
        page = signed_in.get(finding.get_absolute_url())
        assert [button.url.split("/")[-2] for button in page.context["buttons"]] == [
            "correct"
        ]

    def test_leaves_it_to_whoever_took_it_up_again(self, hazard, finding, wang):
        hazard_steps.reinspect(
            hazard=hazard, is_gone=True, remark="", version=hazard.version, by=wang,
            at=NOW, photos=(),
        )  # fmt: skip
        finding.refresh_from_db()

        again = steps.reopen(
            finding=finding, reason="又堆上了", version=finding.version, by=wang, at=NOW
        )
        done = steps.settle(
            finding=again, result="已清", version=again.version, by=wang, at=NOW
        )

        assert done.is_settled

    def test_leaves_a_settled_finding_alone(self, hazard, finding, wang):
        finding.refresh_from_db()
        make.FindingFactory()
        by = {"closed_at": NOW, "closed_by": wang}
        type(finding).objects.filter(pk=finding.pk).update(status="closed", **by)

        hazard_steps.reinspect(
            hazard=hazard, is_gone=True, remark="", version=hazard.version, by=wang,
            at=NOW, photos=(),
        )  # fmt: skip

        finding.refresh_from_db()
        assert finding.result == ""


class TestDispute:
    @pytest.fixture
    def dispute(self, signed_in, finding):
        type(finding).objects.update(kind="dispute")
        url = f"{reverse('disputes:create')}?from={reference(finding)}"
        form = signed_in.get(url).context["form"]
        assert form["source"].value() == "finding"
        assert form["place"].value() == finding.place
        said = {field.name: field.value() or "" for field in form}
        said |= {"one_name": "张三", "other_name": "李四", "field": "neighbour"}
        answer = signed_in.post(url, {k: v for k, v in said.items() if v != ""})
        assert answer.status_code == 302, answer.context["form"].errors
        return Dispute.objects.get()

    def test_carries_the_matter_and_its_end_settles_it(self, dispute, finding, wang):
        finding.refresh_from_db()
        assert finding.passed_to == dispute.number
        assert finding.due_at == dispute.due_at

        dispute_actions.end(
            dispute=dispute, outcome="withdrawn", result="双方自行和解",
            version=dispute.version, by=wang, at=NOW,
        )  # fmt: skip
        finding.refresh_from_db()
        assert finding.status == "closed"

        dispute.refresh_from_db()
        dispute_actions.reopen(
            dispute=dispute, reason="又吵起来", version=dispute.version, by=wang, at=NOW
        )
        finding.refresh_from_db()
        assert finding.status == "passed_on"
