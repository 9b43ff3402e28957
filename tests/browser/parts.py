"""One record of each part of the households app, for the pages that show it."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from tests import factories as make


def build(officer, chief, *, village, people: list, card) -> dict[str, str]:
    """The addresses of what stands behind each list, and of its forms."""
    home = people[0].household
    unit = make.UnitFactory(address=home.address, name="惠民商店")
    return (
        _rounds(officer, village, home)
        | _care(officer, village, people)
        | _inspections(officer, unit)
        | _services(officer, village, home)
        | _plates(officer, card, home.address)
        | _others(officer, home)
        | _behind(card, village)
        | _report(village)
    )


def _rounds(officer, village, home) -> dict[str, str]:
    today = timezone.localdate()
    tour = make.RoundFactory(officer=officer, area=village, on=today)
    make.RoundStopFactory(round=tour, household=home)
    campaign = make.CampaignFactory(area=village, until_on=date(today.year + 1, 1, 1))
    question = make.VisitQuestionFactory(officer=officer, area=village)
    return {
        "round": tour.get_absolute_url(),
        "round_print": reverse("households:round_print", args=[tour.pk]),
        "campaign": campaign.get_absolute_url(),
        "visit_question": question.get_absolute_url(),
    }


def _care(officer, village, people: list) -> dict[str, str]:
    plan = make.CarePlanFactory(resident=people[0], carer=officer)
    make.CareHelperFactory(plan=plan)
    contact = make.LiaisonContactFactory(area=village, responsible=officer)
    talk = make.LiaisonFactory(contact=contact, by=officer)
    make.LiaisonItemFactory(liaison=talk, responsible=officer)
    alliance = make.AllianceFactory(area=village, lead=officer)
    make.AllianceMemberFactory(alliance=alliance)
    make.JointActionFactory(alliance=alliance, lead=officer)
    equipment = make.EquipmentFactory(key_point__area=village)
    return {
        "care_plan": plan.get_absolute_url(),
        "care_contact": reverse("households:care_contact", args=[plan.pk]),
        "liaison": contact.get_absolute_url(),
        "liaison_talk": reverse("households:liaison_talk", args=[contact.pk]),
        "alliance": alliance.get_absolute_url(),
        "key_point": equipment.key_point.get_absolute_url(),
        "equipment_test": reverse("households:equipment_test", args=[equipment.pk]),
    }


def _inspections(officer, unit) -> dict[str, str]:
    inspection = make.InspectionFactory(unit=unit, lead=officer)
    notice = make.HazardNoticeFactory(area=unit.area, issued_by=officer)
    hazard = make.HazardFactory(
        unit=unit, found_by=officer, notice=notice, status="notified"
    )
    return {
        "inspection": inspection.get_absolute_url(),
        "inspection_new": reverse("households:inspection_create", args=[unit.pk]),
        "hazard": hazard.get_absolute_url(),
        "hazard_again": reverse("households:hazard_reinspect", args=[hazard.pk]),
        "hazard_notice": notice.get_absolute_url(),
    }


def _services(officer, village, home) -> dict[str, str]:
    station = village.parent.parent
    guide = make.GuideFactory(matter__area=station, matter__slug="hukou-transfer")
    service = make.ServiceRequestFactory(
        area=village, guide=guide, household=home, assigned_to=officer
    )
    document = make.DeliveryFactory(
        area=village,
        household=home,
        assigned_to=officer,
        status="out",
        out_at=timezone.now(),
    )
    make.OnlineServiceFactory(area=station)
    return {
        "service": service.get_absolute_url(),
        "guide_page": guide.get_absolute_url(),
        "delivery": document.get_absolute_url(),
        "delivery_hand_over": reverse(
            "households:delivery_hand_over", args=[document.pk]
        ),
    }


def _plates(officer, card, address) -> dict[str, str]:
    plate = make.PlateFactory(address=address)
    door = make.PlateFactory(address=make.AddressFactory(community=card.area))
    board = make.BoardFactory(card=card)
    return {
        "plate": plate.get_absolute_url(),
        "board": board.get_absolute_url(),
        "plate_face": reverse("public:plate", args=[door.token]),
    }


def _others(officer, home) -> dict[str, str]:
    dispute = make.DisputeFactory(household=home, assigned_to=officer)
    briefing = make.BriefingFactory(household=home, briefed_by=officer)
    return {
        "party_new": reverse("disputes:party_add", args=[dispute.pk]),
        "briefing": briefing.get_absolute_url(),
    }


def _behind(card, village) -> dict[str, str]:
    """What residents open behind the code of the card."""
    book = reverse("public:service_book", args=[card.token])
    return {
        "directory": reverse("public:directory", args=[card.token]),
        "guides": reverse("public:guides", args=[card.token]),
        "guide": reverse("public:guide", args=[card.token, "hukou-transfer"]),
        "book": book,
        "book_form": f"{book}?matter=hukou-transfer",
        "send_question": reverse("public:question", args=[card.token]),
        "send_advice": reverse("public:advice", args=[card.token]),
        "send_distress": reverse("public:distress", args=[card.token]),
    }


def _report(village) -> dict[str, str]:
    """A draft with all its figures; the chief words and signs it."""
    report = make.ReportFactory(area=village, is_whole=True)
    steps = ("texts", "sign", "drop")
    return {"report": report.get_absolute_url()} | {
        f"report_{step}": reverse(f"station:report_{step}", args=[report.pk])
        for step in steps
    }
