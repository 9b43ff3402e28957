"""Venues, checklists, inspections, hazards."""

from datetime import date

import factory

from households import models as households
from tests.factories.clock import NOW
from tests.factories.register import UnitFactory
from tests.factories.territory import CommunityFactory, UserFactory


class VenueKindFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.VenueKind

    code = factory.Sequence(lambda n: f"shop-{n}")
    title_zh = "小商店"
    title_en = "Shop"


class ChecklistFactory(factory.django.DjangoModelFactory):
    """A published list of three items; it serves every unit."""

    class Meta:
        model = households.Checklist
        skip_postgeneration_save = True

    kind = None
    version = factory.Sequence(lambda n: n + 1)

    @factory.post_generation
    def items(self, create, extracted, **kwargs):
        for order, (code, section, title, days) in enumerate(CHECKED, start=1):
            households.ChecklistItem.objects.create(
                checklist=self,
                code=code,
                order=order,
                section=section,
                title_zh=title,
                fault_zh=f"{title}（不合格）",
                legal_basis="《消防法》第16条",
                deadline_days=days,
            )
        self.published_at = NOW
        self.published_by = UserFactory()
        self.save()


CHECKED = (
    ("video", "video", "视频监控正常运行", 7),
    ("extinguishers", "equipment", "灭火器在有效期内", 7),
    ("exits", "escape", "安全出口畅通", 3),
)


class InspectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Inspection

    unit = factory.SubFactory(UnitFactory)
    area = factory.SelfAttribute("unit.area")
    checklist = factory.LazyFunction(
        lambda: households.Checklist.objects.current().first() or ChecklistFactory()
    )
    number = factory.Sequence(lambda n: f"JC-620724108-2026-{n:06d}")
    lead = factory.SubFactory(UserFactory)
    started_at = NOW
    finished_at = NOW
    id_shown = True
    unsigned = "absent"
    outcome = "passed"


class InspectionRoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.InspectionRound

    area = factory.SubFactory(CommunityFactory)
    officer = factory.SubFactory(UserFactory)
    started_at = NOW


class InspectionStopFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.InspectionStop

    round = factory.SubFactory(InspectionRoundFactory)
    unit = factory.SubFactory(UnitFactory)
    order = 1


class HazardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.Hazard

    unit = factory.SubFactory(UnitFactory)
    area = factory.SelfAttribute("unit.area")
    number = factory.Sequence(lambda n: f"YH-620724108-2026-{n:06d}")
    what = "灭火器过期"
    severity = "serious"
    found_at = NOW
    found_by = factory.SubFactory(UserFactory)
    assigned_to = factory.SelfAttribute("found_by")
    deadline_on = date(2026, 11, 27)
    next_due_on = date(2026, 11, 28)


class HazardNoticeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = households.HazardNotice

    area = factory.SubFactory(CommunityFactory)
    number = factory.Sequence(lambda n: f"XG-620724108-2026-{n:06d}")
    issued_by = factory.SubFactory(UserFactory)
    served_at = NOW
    received_by = "秦大妈"
