"""What rosters bring: their lists, who is told, and what happened in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.demo import rosters as demo
from patrols.lists.rosters import PERIODS, TEMPLATES
from patrols.notices import rosters as notices
from patrols.proposing import job
from station.registry import registry

registry.add_list(PERIODS, TEMPLATES)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_job(job.KIND)
registry.add_demo("rosters", demo.make, order=62)
registry.add_event_labels(
    roster__created=_("Roster made"),
    roster__filled=_("Roster filled from weekly shifts"),
    roster__published=pgettext_lazy("roster", "Roster published"),
    roster__proposal_asked=_("Proposed roster asked for"),
    roster__proposed=_("Proposed roster worked out"),
    roster__proposal_accepted=_("Proposed roster taken over"),
    roster__proposal_dropped=_("Proposed roster dropped"),
    roster__discarded=_("Draft of a roster discarded"),
    roster_template__created=_("Weekly shift made"),
    roster_template__edited=_("Weekly shift changed"),
)
