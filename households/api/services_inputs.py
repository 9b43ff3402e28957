"""What the writes of services and documents take, field by field."""

from django.utils.translation import gettext as _
from rest_framework import serializers

from households.actions.deliveries import Item
from households.actions.services import Wish
from households.models import (
    Delivery,
    DocumentKind,
    HandedTo,
    Household,
    Resident,
    ServiceMatter,
)
from households.models.service_guide import GUIDE_TEXTS
from households.workflow.services import ServiceKind
from station import phones
from station.api.serializers import (
    Input,
    Origin,
    Text,
    VersionedInput,
    Visible,
    VisibleMany,
    rows_for,
)
from station.models import AccessRecord, Area, User

WORDS = {"required": False, "allow_blank": True}


def papers() -> serializers.ListField:
    """Titles of papers, as the guide names them."""
    child = serializers.CharField(max_length=200)
    return serializers.ListField(child=child, required=False, max_length=40)


class PhoneField(serializers.CharField):
    """A number one can call, in its bare digits."""

    def __init__(self, **options):
        super().__init__(max_length=30, **{**WORDS, **options})

    def to_internal_value(self, data):
        number = phones.normalise(super().to_internal_value(data))
        if number and not phones.is_valid(number):
            raise serializers.ValidationError("Not a number one can call.")
        return number


class ServiceInput(Input):
    """A request taken in at the counter or on the way."""

    area = Visible(Area, permission="service.create")
    kind = serializers.ChoiceField(choices=ServiceKind.choices)
    matter = Visible(ServiceMatter)
    resident_name = Text(60, **WORDS)
    phone = PhoneField()
    place = Text(200, **WORDS)
    note = Text(1000, **WORDS)
    begins_at = serializers.DateTimeField(
        required=False,
        allow_null=True,
        help_text="The begin of a free slot; for a call at the door any time ahead.",
    )
    resident = Visible(Resident, required=False)
    household = Visible(Household, required=False)
    papers_missing = papers()
    assigned_to = Visible(User, required=False)
    origin = Origin()

    def wish(self) -> Wish:
        data = self.validated_data
        names = Wish.__dataclass_fields__
        facts = {name: data[name] for name in names if name in data}
        resident = data.get("resident")
        facts.setdefault("resident_name", resident.name if resident else "")
        return Wish(**facts)


class ServiceConfirmInput(VersionedInput):
    begins_at = serializers.DateTimeField(required=False, allow_null=True)


class ServiceMoveInput(VersionedInput):
    begins_at = serializers.DateTimeField()
    reason = Text(200, **WORDS)


class ServeInput(VersionedInput):
    result = Text(1000, **WORDS)
    papers_missing = papers()


class CannotInput(VersionedInput):
    reason = Text(1000)
    papers_missing = papers()


class ReasonedInput(VersionedInput):
    reason = Text(200)


class ToInput(VersionedInput):
    to = Visible(User)
    reason = Text(200, **WORDS)


class PhoneRevealInput(Input):
    field = serializers.ChoiceField(choices=["contact_phone"])
    purpose = serializers.ChoiceField(choices=AccessRecord.Purpose.choices)
    reason = Text(200, **WORDS)


class DeliveryRevealInput(Input):
    field = serializers.ChoiceField(choices=["document_number", "phone"])
    purpose = serializers.ChoiceField(choices=AccessRecord.Purpose.choices)
    reason = Text(200, **WORDS)


class SlotsQuery(Input):
    """Where, from which day, for how many days."""

    area = Visible(Area)
    days = serializers.IntegerField(min_value=1, max_value=60, required=False)
    kind = serializers.ChoiceField(choices=["appointment", "off_hours"], required=False)


def _texts() -> dict:
    names = [name for text in GUIDE_TEXTS for name in (text, f"{text}_en")]
    return {name: Text(4000, **WORDS) for name in names}


def _number(least: int, most: int) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=least, max_value=most, required=False)


class RulesFields(serializers.Serializer):
    """How a matter can be done, and within which time; what is not named stays."""

    offers = serializers.MultipleChoiceField(
        choices=ServiceKind.choices, required=False, allow_empty=False
    )
    working_days = _number(1, 90)
    reopen_days = _number(0, 365)
    order = _number(0, 999)
    is_active = serializers.BooleanField(required=False)

    def validate_offers(self, value):
        """In the order of the counter."""
        return [kind for kind in ServiceKind.values if kind in value]


class MatterInput(RulesFields, Input):
    """A matter and the first words of its guide."""

    area = Visible(Area, permission="service_guide.edit")
    slug = serializers.SlugField(max_length=60)
    title = Text(80)
    title_en = Text(200, **WORDS)
    papers = Text(4000, **WORDS)


class MatterRulesInput(RulesFields, VersionedInput):
    """What changes."""


# The texts of a draft; what is not named stays.
GuideEditInput = type("GuideEditInput", (VersionedInput,), _texts())


def _id(**options) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=1, max_value=2**63 - 1, **options)


class DocumentInput(Input):
    """One finished document."""

    kind = serializers.SlugField(
        max_length=40, help_text="Such as id_card, residence_permit, dog_licence."
    )
    holder_name = Text(60)
    area = _id()
    place = Text(200)
    document_number = Text(40, **WORDS)
    phone = PhoneField()
    resident = _id(required=False)
    household = _id(required=False)


class BatchInput(Input):
    area = Visible(Area, permission="delivery_batch.create")
    note = Text(120, **WORDS)
    items = serializers.ListField(child=DocumentInput(), min_length=1, max_length=200)
    origin = Origin()

    def validate_items(self, rows):
        """The records that are named, each within the scope; one query a kind."""
        user = self.context["request"].user
        places = rows_for(user, Area, "delivery_batch.create")
        known = {
            "area": _named(rows, "area", places),
            "resident": _named(rows, "resident", Resident.objects.visible_to(user)),
            "household": _named(rows, "household", Household.objects.visible_to(user)),
            "kind": {kind.code: kind for kind in DocumentKind.objects.all()},
        }
        return [_item(row, known) for row in rows]


def _named(rows, name: str, found) -> dict:
    keys = {row[name] for row in rows if name in row}
    return found.in_bulk(keys) if keys else {}


def _item(row: dict, known: dict) -> Item:
    facts = dict(row)
    for name in known.keys() & facts.keys():
        if facts[name] not in known[name]:
            message = _('Invalid pk "%(pk)s" - object does not exist.')
            raise serializers.ValidationError(message % {"pk": facts[name]})
        facts[name] = known[name][facts[name]]
    return Item(**facts)


class GiveOutInput(Input):
    deliveries = VisibleMany(Delivery, max_length=300)
    to = Visible(User)


class DocumentHandOverInput(Input):
    """Multipart: the signature as PNG, perhaps a photo."""

    received_by = Text(60)
    relation = serializers.ChoiceField(
        choices=HandedTo.choices, default=HandedTo.HOLDER
    )
    handed_at = serializers.DateTimeField(required=False)
    signature = serializers.ImageField()
    photo = serializers.ImageField(required=False)
    version = serializers.IntegerField(
        min_value=1,
        required=False,
        help_text="What a phone without signal knew: 412 `stale` when it moved since.",
    )


class LateHandOverInput(Input):
    """Multipart: the signature as PNG."""

    received_by = Text(60)
    relation = serializers.ChoiceField(
        choices=HandedTo.choices, default=HandedTo.HOLDER
    )
    handed_at = serializers.DateTimeField()
    signature = serializers.ImageField()


class ReturnInput(Input):
    reason = Text(200)


class GuidesAdoptInput(Input):
    area = Visible(Area, permission="service_guide.edit")


class GuidesAdoptedOutput(serializers.Serializer):
    """How many guides the common list added."""

    added = serializers.IntegerField()
