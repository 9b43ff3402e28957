"""What the serializers of the API's writes have in common."""

import re

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

VERSION = re.compile(r'(?:W/)?"(\d{1,9})"')


class Input(serializers.Serializer):
    """Takes the fields it names and refuses any other."""

    def to_internal_value(self, data):
        if isinstance(data, dict):
            unknown = set(data) - set(self.fields)
            if unknown:
                message = _("There is no such field.")
                raise serializers.ValidationError({n: [message] for n in unknown})
        return super().to_internal_value(data)


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
    """A record by its id, among those the person may see (or do ``action`` on)."""

    def __init__(self, model, *, action: str = "view", **options):
        self.model, self.action = model, action
        if not options.get("read_only"):
            options["queryset"] = model._default_manager.none()
        options["pk_field"] = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
        super().__init__(**options)

    def __deepcopy__(self, memo):
        return type(self)(*self._args, **self._kwargs)

    def get_queryset(self):
        user = self.context["request"].user
        return self.model._default_manager.visible_to(user, self.action)
