"""The bulk actions of a list over REST: the same forms, rights and refusals."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from rest_framework import exceptions, serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from station import policy
from station.actions import bulk
from station.bulk import BulkAction
from station.registry import registry

AT_ONCE = 200
LARGEST_ID = 2**63 - 1
FIXED = {"action", "ids"}
HIDDEN = {"once"}  # over REST the Idempotency-Key says it


class BulkInput(serializers.Serializer):
    """What is to be done, to which rows, and what the action asks besides."""

    list_key = ""

    action = serializers.CharField(max_length=40)
    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID),
        min_length=1,
        max_length=AT_ONCE,
    )


class BulkRowOutput(serializers.Serializer):
    """What became of one row; out of scope is as if it did not exist."""

    id = serializers.IntegerField()
    outcome = serializers.ChoiceField(choices=["done", "refused", "not_found"])
    code = serializers.CharField(allow_blank=True)
    detail = serializers.CharField(allow_blank=True)


class BulkOutput(serializers.Serializer):
    """What became of the rows, in the order they were named in."""

    key = serializers.CharField(help_text="The events of all of them carry it.")
    done = serializers.IntegerField()
    refused = serializers.IntegerField()
    not_found = serializers.IntegerField()
    results = BulkRowOutput(many=True)
    url = serializers.CharField(
        allow_blank=True,
        help_text="Of a paper or an order made of all of them together, where it is.",
    )


def actions_of(list_key: str) -> dict[str, BulkAction]:
    """What can be done to many rows of a list."""
    return registry.bulk.get(list_key, {})


class BulkMixin:
    """Adds ``bulk/`` to the viewset of a list that has bulk actions."""

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        found = actions_of(cls.list_key).values()
        permissions = tuple(dict.fromkeys(action.permission for action in found))
        taken = type(
            f"{cls.shape.name}BulkInput", (BulkInput,), {"list_key": cls.list_key}
        )
        cls.required_permissions = {**cls.required_permissions, "bulk": permissions}
        cls.inputs = {**cls.inputs, "bulk": taken}
        cls.answers = {**cls.answers, "bulk": {200: BulkOutput}}

    @action(detail=False, methods=["post"])
    def bulk(self, request):
        """Do one thing to many rows; each is done or refused by itself."""
        asked = self.asked()
        chosen = self._bulk_action(asked["action"])
        pks = list(dict.fromkeys(asked["ids"]))
        rows = registry.lists[self.list_key].visible(request.user, chosen.permission)
        rows = rows.filter(pk__in=pks)
        outcome, key, url = bulk.Outcome(), bulk.new_key(), ""
        if rows.exists():
            given = {
                "data": self._bulk_data(chosen, rows),
                "by": request.user,
                "at": timezone.now(),
            }
            if chosen.together is not None:
                url = chosen.together(rows, **given)
                outcome.done = list(rows.values_list("pk", flat=True))
            else:
                kind = registry.lists[self.list_key]
                outcome = bulk.run(kind=kind, action=chosen, pks=pks, key=key, **given)
        return Response(_told(pks, outcome, key) | {"url": url})

    def _bulk_action(self, name: str) -> BulkAction:
        """To those who may do it nowhere it does not exist."""
        user, known = self.request.user, actions_of(self.list_key)
        able = [key for key, a in known.items() if policy.can(user, a.permission)]
        if name not in able:
            message = _("Choose one of %s.") % ", ".join(able)
            raise serializers.ValidationError({"action": [message]})
        return known[name]

    def _bulk_data(self, chosen: BulkAction, rows) -> dict:
        """What the action asks, read by the form that the page shows."""
        sent = {n: v for n, v in self.request.data.items() if n not in FIXED}
        form = chosen.form_class(MultiValueDict(), user=self.request.user, rows=rows)
        unknown = set(sent) - (set(form.fields) - HIDDEN)
        if unknown:
            message = _("There is no such field.")
            raise serializers.ValidationError({n: [message] for n in unknown})
        form.data = as_form(sent, form.fields)
        if not form.is_valid():
            faults = {_name(n): list(found) for n, found in form.errors.items()}
            raise serializers.ValidationError(faults)
        return form.cleaned_data


def _name(field: str) -> str:
    return "non_field_errors" if field == NON_FIELD_ERRORS else field


def as_form(sent: dict, fields: dict) -> MultiValueDict:
    """JSON as a browser would have sent it; null is what was left out."""
    found = MultiValueDict()
    for name, value in sent.items():
        values = value if isinstance(value, list) else [value]
        if not all(_fits(one, fields[name]) for one in values):
            raise serializers.ValidationError({name: [_("Some values are not right.")]})
        if value is not None:
            found.setlist(name, [str(one) for one in values])
    return found


def _fits(value, field: forms.Field) -> bool:
    """A tick is true or false, words and days are texts, a choice may be a number."""
    if value is None or isinstance(value, str):
        return not isinstance(field, forms.BooleanField)
    if isinstance(value, bool):
        return isinstance(field, forms.BooleanField)
    is_text = isinstance(field, forms.CharField | forms.fields.BaseTemporalField)
    return isinstance(value, int) and not is_text


def _told(pks: list[int], outcome: bulk.Outcome, key: str) -> dict:
    refused = {found.pk: found for found in outcome.refused}
    results = [_row(pk, set(outcome.done), refused) for pk in pks]
    names = [row["outcome"] for row in results]
    counts = {name: names.count(name) for name in ("done", "refused", "not_found")}
    return {"key": key, **counts, "results": results}


def _row(pk: int, done: set[int], refused: dict[int, bulk.Refused]) -> dict:
    if pk in done:
        return {"id": pk, "outcome": "done", "code": "", "detail": ""}
    if pk in refused:
        found = refused[pk]
        told = {"code": found.code, "detail": found.why}
        return {"id": pk, "outcome": "refused", **told}
    absent = exceptions.NotFound()
    told = {"code": absent.default_code, "detail": str(absent.detail)}
    return {"id": pk, "outcome": "not_found", **told}
