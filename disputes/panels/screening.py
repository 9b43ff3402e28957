"""Calls that screening confirms become disputes, and whoever answers is told."""

from disputes.actions import screened
from disputes.notices.screened import KIND
from station.registry import Screened, registry

registry.add_screened("dispute", Screened(screened.make, screened.unmake))
registry.add_reminder_kinds(KIND)
