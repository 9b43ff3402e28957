"""The ground floor's records: one file a concept."""

from station.models.access import AccessRecord, AccessShard
from station.models.area import Area
from station.models.attachment import Attachment
from station.models.base import (
    AppendOnlyModel,
    SealedModel,
    TimeStampedModel,
    VersionedModel,
)
from station.models.calendar import CalendarDay, OfficeHours
from station.models.call import CallBatch, CallRecord
from station.models.event import Event, reference
from station.models.export_request import ExportRequest
from station.models.heartbeat import Heartbeat
from station.models.idempotency import IdempotencyKey
from station.models.job import Job, JobModel
from station.models.legal import LegalRule, LegalUnit, Mark
from station.models.limit import RateBucket
from station.models.link import RecordLink
from station.models.metric import MetricCell, MetricLoose
from station.models.number import NumberSeries
from station.models.outline import Outline
from station.models.post import Post
from station.models.reminder import Channel, ChannelChoice, Delivery, Reminder
from station.models.report import Report
from station.models.saved_filter import ListPreference, SavedFilter
from station.models.screening_term import ScreeningTerm, TermSwitch
from station.models.search import RecentRecord, SavedSearch
from station.models.sheet_import import SheetImport, SheetRow
from station.models.signin import KnownDevice, OldPassword, OpenSession, SignIn
from station.models.token import ServiceToken
from station.models.user import User
from station.models.wall import WallScreen
from station.models.webhook import Webhook, WebhookTurn
from station.models.webhook_delivery import WebhookAttempt, WebhookDelivery

__all__ = [
    "AccessRecord",
    "AccessShard",
    "AppendOnlyModel",
    "Area",
    "Attachment",
    "CalendarDay",
    "CallBatch",
    "CallRecord",
    "Channel",
    "ChannelChoice",
    "Delivery",
    "Event",
    "ExportRequest",
    "Heartbeat",
    "IdempotencyKey",
    "Job",
    "JobModel",
    "KnownDevice",
    "LegalRule",
    "LegalUnit",
    "ListPreference",
    "Mark",
    "MetricCell",
    "MetricLoose",
    "NumberSeries",
    "OfficeHours",
    "OldPassword",
    "OpenSession",
    "Outline",
    "Post",
    "RateBucket",
    "RecentRecord",
    "RecordLink",
    "Reminder",
    "Report",
    "SavedFilter",
    "SavedSearch",
    "ScreeningTerm",
    "SealedModel",
    "ServiceToken",
    "SheetImport",
    "SheetRow",
    "SignIn",
    "TermSwitch",
    "TimeStampedModel",
    "User",
    "VersionedModel",
    "WallScreen",
    "Webhook",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookTurn",
    "reference",
]
