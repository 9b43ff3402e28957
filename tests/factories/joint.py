"""Joint mediations."""

from datetime import timedelta

import factory

from station import crypto
from tests.factories.clock import NOW
from tests.factories.disputes import DisputeFactory
from tests.factories.territory import UserFactory


class JointTemplateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.JointTemplate"
        django_get_or_create = ("kind", "station")

    kind = "four_party"
    station = None
    title_zh = "四方对接"
    title_en = "Four parties"
    invites = ["court", "justice", "village"]


class JointMediationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.JointMediation"

    dispute = factory.SubFactory(
        DisputeFactory,
        status="taken_up",
        taken_up_at=NOW,
        assigned_to=factory.SubFactory(UserFactory),
    )
    template = factory.SubFactory(JointTemplateFactory)
    planned_at = NOW + timedelta(days=3)
    place_kind = "station"
    place = "派出所一楼调解室"
    subject = "两户地界纠纷"
    agenda = "请携带土地台账"
    chair = factory.SubFactory(UserFactory)
    planned_by = factory.SelfAttribute("chair")


class InvitationFactory(factory.django.DjangoModelFactory):
    """``code`` is what the link ends with; it is kept nowhere."""

    class Meta:
        model = "disputes.Invitation"
        exclude = ("code",)

    code = factory.Sequence(lambda n: f"token-of-partner-{n:04d}")
    joint = factory.SubFactory(JointMediationFactory)
    kind = "court"
    organisation = "平川人民法庭"
    name = "李法官"
    sent_at = NOW
    expires_at = NOW + timedelta(days=30)
    token_hash = factory.LazyAttribute(lambda row: crypto.fingerprint(row.code))


class UndertakingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "disputes.Undertaking"

    invitation = factory.SubFactory(InvitationFactory)
    joint = factory.SelfAttribute("invitation.joint")
    what = "到现场丈量地界"
    due_on = NOW.date() + timedelta(days=3)
