"""The five steps as one line, and what comes after the mediation."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes import closings
from disputes.actions.follow_ups import RECORD
from disputes.notices import closing as notices
from disputes.workflow import IN_MEDIATION, Step
from households import follow_up_records
from households.workflow import FollowUpStatus
from station import policy
from station.registry import LegalDefault, Panel, registry


def steps(_request, dispute) -> dict:
    """Each of the five with its day and who signed it.

    A joint session without agreement is signed, but its step goes on.
    """
    signed = {row.step: row for row in dispute.steps.select_related("signed_by")}
    line, has_current = [], not dispute.is_open
    for step in Step:
        row = signed.get(step)
        state = "done" if row else "waiting"
        goes_on = step == Step.JOINT_MEDIATION and dispute.status in IN_MEDIATION
        if (row is None or goes_on) and not has_current:
            state, has_current = "current", True
        day = timezone.localtime(row.done_at).date() if row else None
        line.append({"label": step.label, "row": row, "state": state, "day": day})
    return {"steps": line}


def after(request, dispute) -> dict | None:
    """Going back, the review and the chief's decision."""
    asked = dispute.closing_requests.select_related("asked_by", "decided_by")
    request_ = asked.order_by("-pk").defer("result").first()
    is_mediating = dispute.status in IN_MEDIATION
    if is_mediating and request_ is None:
        return None
    rows = dispute.follow_ups.select_related("follow_up__assigned_to", "recorded_by")
    found = list(rows.prefetch_related("met").order_by("-pk"))
    may_edit = policy.can(request.user, "dispute.edit", dispute)
    return {
        "is_mediating": is_mediating,
        "rows": found,
        "is_open": FollowUpStatus.OPEN,
        "may_edit": may_edit,
        "may_plan": may_edit and dispute.is_open,
        "dispute": dispute,
        "review": dispute.reviews.select_related("by").order_by("-pk").first(),
        "closing": request_,
        "may_decide": request_ is not None
        and request_.decided_at is None
        and policy.can(request.user, "dispute.approve", dispute),
        "now": timezone.now(),
    }


registry.add_panel("dispute_steps", Panel("steps", "disputes/_steps.html", steps))
registry.add_panel("dispute", Panel("after", "disputes/_after.html", after, order=44))
registry.add_closing(closings.KEY, closings.follow_ups)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("dispute_closings", notices.owed)
follow_up_records.add(RECORD, "disputes:follow_up_record")
registry.add_legal(
    LegalDefault(
        code="dispute.follow_up",
        title_zh="纠纷次日回访",
        title_en="Going back the day after a mediation",
        value=1,
        unit="calendar_day",
        article="—",
        source="本所",
        mark="O",
    ),
    LegalDefault(
        code="dispute.look_again",
        title_zh="纠纷再次回访",
        title_en="Going back again after a mediation",
        value=30,
        unit="calendar_day",
        article="—",
        source="本所",
        mark="O",
    ),
)
registry.add_legal(
    LegalDefault(
        code=notices.APPROVE,
        title_zh="重大纠纷结案审批",
        title_en="Decision on closing a major dispute",
        value=1,
        unit="working_day",
        article="—",
        source="本所",
        mark="O",
    )
)
registry.add_event_labels(
    dispute__followed_up=_("Went back to the parties"),
    dispute__reviewed=_("Reviewed and made known"),
    dispute__closing_asked=_("Asked the chief to close it"),
    dispute__closing_refused=_("Sent back by the chief"),
)
