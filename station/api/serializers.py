"""What the serializers of the API's writes have in common."""

import re

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ParseError

from station import links, policy
from station.api.content import check_text, read_json

# The version, and behind it what a single record's tag says of the rest of it.
VERSION = re.compile(r'(?:W/)?"(\d{1,9})(?:\.[0-9a-f]{24})?"')


class Input(serializers.Serializer):
    """Takes the fields it names and refuses any other."""

    def to_internal_value(self, data):
        if isinstance(data, MultiValueDict):
            data = from_form(data, self.fields)
        if isinstance(data, dict):
            unknown = set(data) - set(self.fields)
            if unknown:
                message = _("There is no such field.")
                raise serializers.ValidationError({n: [message] for n in unknown})
        return super().to_internal_value(data)


def from_form(data: MultiValueDict, fields: dict) -> dict:
    """A form with parts as JSON would have sent it; lists of objects are JSON there."""
    sent = {name: _part(name, fields.get(name), data.getlist(name)) for name in data}
    return {
        name: value
        for name, value in sent.items()
        if value != "" or isinstance(fields.get(name), serializers.CharField)
    }


def _part(name: str, field, values: list):
    """What came under one name."""
    is_rows = isinstance(field, serializers.ListSerializer)
    is_list = isinstance(field, serializers.ListField | serializers.ManyRelatedField)
    found = values if is_list else values[-1]
    try:
        if is_rows and isinstance(found, str):
            found = read_json(found)
        check_text(found)
    except (ParseError, serializers.ValidationError) as error:
        raise serializers.ValidationError({name: error.detail}) from None
    return found


class Nothing(Input):
    """A verb that needs no more than itself."""


class VersionedInput(Input):
    """A change of what two people may edit: says which version was read.

    In the body or as ``If-Match``; one of them is needed.
    """

    version = serializers.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        required=False,
        help_text="The version that was read; or send it as If-Match.",
    )

    def validate(self, attrs):
        if "version" not in attrs:
            found = VERSION.fullmatch(
                self.context["request"].headers.get("If-Match", "")
            )
            if not found:
                message = _("Say which version you read, here or as If-Match.")
                raise serializers.ValidationError({"version": [message]})
            attrs["version"] = int(found[1])
        return attrs


class Visible(serializers.PrimaryKeyRelatedField):
    """A record by its id, among those the person may see and do ``permission`` on."""

    def __init__(self, model, *, permission: str = "", **options):
        self.model = model
        self.permission = permission or f"{model.policy_resource}.view"
        options["queryset"] = model._default_manager.none()
        options["pk_field"] = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
        super().__init__(**options)

    def get_queryset(self):
        return rows_for(self.context["request"].user, self.model, self.permission)

    def to_internal_value(self, data):
        """One look-up for each id; lists of input say how many there may be."""
        if isinstance(data, bool):
            self.fail("incorrect_type", data_type=type(data).__name__)
        found = self.get_queryset().filter(pk=self.pk_field.run_validation(data))
        row = found.first()
        if row is None:
            self.fail("does_not_exist", pk_value=data)
        return row


class VisibleMany(serializers.ListField):
    """Several records by their ids, each within the scope; one query for all."""

    def __init__(self, model, **options):
        self.model = model
        options["child"] = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
        super().__init__(**options)

    def to_internal_value(self, data):
        ids = super().to_internal_value(data)
        rows = rows_for(
            self.context["request"].user,
            self.model,
            f"{self.model.policy_resource}.view",
        )
        found = {row.pk: row for row in rows.filter(pk__in=ids)}
        missing = [pk for pk in ids if pk not in found]
        if missing:
            message = _('Invalid pk "%(pk)s" - object does not exist.')
            raise serializers.ValidationError(message % {"pk": missing[0]})
        return list(found.values())


def rows_for(user, model, permission: str):
    """The rows of a model that a person may see and do ``permission`` on."""
    resource, _separator, action = permission.partition(".")
    rows = model._default_manager.all()
    if resource == model.policy_resource:
        return rows.visible_to(user, action)
    scope = policy.scope(user, permission)
    return rows.visible_to(user).filter(rows.scope_condition(scope, user))


class Origin(serializers.CharField):
    """The record this one is made of, as ``households.visit:12``, within the scope."""

    def __init__(self, **options):
        super().__init__(**{"required": False, **options})

    def to_internal_value(self, data):
        text = super().to_internal_value(data)
        found = links.resolve(text, user=self.context["request"].user)
        if found is None:
            message = _('Invalid pk "%(pk)s" - object does not exist.')
            raise serializers.ValidationError(message % {"pk": text})
        return found


class Text(serializers.CharField):
    """Free text of a bounded length."""

    def __init__(self, longest: int = 4000, **options):
        super().__init__(max_length=longest, **options)
