"""Personal data is classified: what looks personal is listed, and stays out of records.

Each model of ours names its ``PERSONAL_FIELDS``. Events, exports and logs read that
list, so a field that is missing there would leak.
"""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from households.models import Resident
from station.actions.events import differences
from station.fields import EncryptedTextField
from station.models import User
from tests.factories import UserFactory

OURS = ("station", "households", "disputes", "patrols", "antifraud")
MODELS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in OURS and not hasattr(model, "pgh_tracked_model")
]
PERSONAL = re.compile(
    r"(^|_)(name|phone|mobile|email|mail|id_number|identity|birth|address|text|note|"
    r"remark|token|secret|password|matter|learned|asked_for|device)(_|$)"
)
# Words that look personal and are not: about things, places or our own work.
KNOWN_HARMLESS = {
    "Area": {"name", "short_name"},
    "Attachment": {"file_name", "thumbnail_name"},
    "Heartbeat": {"name"},
    # Of the machine's task and of the machines it runs on.
    "ServiceToken": {"name", "allowed_addresses"},
    "Webhook": {"name", "address"},  # of a machine
    "Event": {"note"},  # an officer's reason, written for everybody who sees the record
    "CalendarDay": {"note"},
    "DocumentKind": {"name", "name_en"},
    "Address": {"group_name", "text"},  # design.md: standard addresses stay plain
    "Unit": {"name", "name_sort", "note"},
    "User": {"password", "password_changed_at", "must_change_password"},
    "RegisterImport": {"original_name", "file_name", "notes"},
    "CareCategory": {"name", "name_en", "name_sort"},
    "EquipmentKind": {"name", "name_en"},
    "EquipmentTest": {"note"},  # what was found of a machine
    "Alliance": {"name", "name_sort"},
    "Committee": {"name", "name_sort", "seal_name"},
    "KeyPoint": {"name", "name_sort", "remark"},  # about a place
    "MatchSuggestion": {"decision_note"},
    "KnownDevice": {"device_hash"},
    "SignIn": {"device_hash"},
    "MessageReply": {"is_note"},
    "PlateSize": {"name"},
    "SavedFilter": {"name"},  # what one calls a look at a list
    "WallScreen": {"name"},  # where it hangs
    "Campaign": {"name"},
    "ScamType": {"name_zh", "name_en"},
    "ScamList": {"note"},  # about a list
    "Material": {"name"},  # of a leaflet
    "CourseQuestion": {"text"},  # asked of everybody
    "Audience": {"name", "note"},  # what a group is called
    "Team": {"name", "name_sort"},
    "PatrolPoint": {"name"},
    "Route": {"name"},
    "Shift": {"note"},  # what everybody on it has to know
}


def plain_fields(model) -> list[models.Field]:
    return [
        field
        for field in model._meta.concrete_fields
        if not field.is_relation and not isinstance(field, models.UUIDField)
    ]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
class TestEveryModel:
    def test_lists_its_personal_fields(self, model):
        assert isinstance(getattr(model, "PERSONAL_FIELDS", None), frozenset)

    def test_lists_only_fields_it_has(self, model):
        names = {field.name for field in model._meta.get_fields()}

        assert names >= model.PERSONAL_FIELDS

    def test_lists_what_looks_personal(self, model):
        harmless = KNOWN_HARMLESS.get(model.__name__, set())
        unlisted = {
            field.name
            for field in plain_fields(model)
            if PERSONAL.search(field.name)
            and field.name not in model.PERSONAL_FIELDS | harmless
        }

        assert unlisted == set()

    def test_lists_what_is_sealed(self, model):
        sealed = {
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, EncryptedTextField)
        }

        assert sealed <= model.PERSONAL_FIELDS


class TestRecords:
    def test_events_tell_that_a_personal_field_changed_and_not_how(self):
        before, after = UserFactory.build(phone="1"), UserFactory.build(phone="2")

        assert differences(before, after, ["phone", "theme"]) == {"phone": None}

    def test_numbers_of_residents_are_sealed_and_listed(self):
        for name in ("id_number", "phone"):
            assert isinstance(Resident._meta.get_field(name), EncryptedTextField)
            assert name in Resident.PERSONAL_FIELDS

    def test_harmless_list_is_kept_short(self):
        names = {model.__name__ for model in MODELS}
        fields = {model.__name__: model._meta.get_fields() for model in MODELS}
        stale = {
            f"{model}.{name}"
            for model, listed in KNOWN_HARMLESS.items()
            for name in listed
            if model not in names or name not in {f.name for f in fields[model]}
        }

        assert stale == set()

    def test_logs_never_name_a_personal_field(self):
        """``log.info(…, phone=…)`` is caught here, numbers in text by station.logs."""
        personal = {
            name
            for model in MODELS
            for name in model.PERSONAL_FIELDS
            if model is not User or name != "name"
        } - {"name", "address", "device", "text", "changes"}
        calls = re.compile(r"\blog\.\w+\((.*?)\)\n", re.DOTALL)
        root = Path(__file__).resolve().parent.parent
        leaks = [
            f"{path.relative_to(root)}: {name}"
            for app in ("station", "households", "config")
            for path in (root / app).rglob("*.py")
            for call in calls.findall(path.read_text(encoding="utf-8"))
            for name in personal
            if re.search(rf"\b{name}=", call)
        ]

        assert leaks == []
