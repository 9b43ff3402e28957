"""The list of joint mediations: what is to come first."""

from django.db.models import BooleanField, Count, ExpressionWrapper, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes.filters.joint import SILENT, TO_NOTE, JointListFilterSet
from disputes.models import JointMediation
from disputes.workflow.joint import Answer, Attendance, JointStatus
from station.lists import ListColumn, ListKind

TO_COME = {JointStatus.PLANNED, SILENT, TO_NOTE}


def _with_answers(rows):
    """Each with how many are asked, come, are silent, and came."""
    stands = Q(invitations__revoked_at=None)
    counts = {
        "asked": stands,
        "coming": stands & Q(invitations__answer=Answer.ACCEPTED),
        "silent": stands & Q(invitations__answer=Answer.PENDING),
        "came": stands & Q(invitations__attendance=Attendance.CAME),
    }
    past = Q(status=JointStatus.PLANNED, planned_at__lt=timezone.now())
    rows = rows.for_list().select_related("mediation")
    rows = rows.defer("subject", "agenda", "dispute__summary", "dispute__result",
                      "mediation__record", "mediation__facts")  # fmt: skip
    return rows.annotate(
        is_to_note=ExpressionWrapper(past, output_field=BooleanField()),
        **{name: Count("invitations", filter=what) for name, what in counts.items()},
    )


def _next_first(params) -> tuple[str, ...]:
    """What is to come in its order, the rest newest first."""
    if params.get("state") in TO_COME:
        return ("planned_at", "pk")
    return ("-planned_at", "-pk")


def _partners(row) -> str:
    if row.status == JointStatus.PLANNED:
        return _("%(asked)s invited, %(coming)s come, %(silent)s have not answered") % {
            "asked": row.asked,
            "coming": row.coming,
            "silent": row.silent,
        }
    if row.status == JointStatus.HELD:
        return _("%(came)s of %(asked)s came") % {"came": row.came, "asked": row.asked}
    return ""


def _state(row) -> str:
    return _("To be noted") if row.is_to_note else row.get_status_display()


def _came_of_it(row) -> str:
    return row.mediation.get_outcome_display() if row.mediation else row.reason


JOINTS = ListKind(
    key="disputes.jointmediation",
    label=gettext_lazy("Joint mediations"),
    icon="users",
    model=JointMediation,
    permission="joint_mediation.view",
    url_name="disputes:joint_list",
    filterset=JointListFilterSet,
    defaults={"state": JointStatus.PLANNED},
    only_bare=True,
    prepare=_with_answers,
    orders={
        "when": ("planned_at", "pk"),
        "-when": ("-planned_at", "-pk"),
    },
    order_for=_next_first,
    columns=(
        ListColumn(
            "dispute",
            gettext_lazy("Dispute"),
            lambda row: row.dispute.title,
            is_fixed=True,
        ),
        ListColumn(
            "number",
            gettext_lazy("Number"),
            lambda row: row.dispute.number,
            on_page=False,
        ),
        ListColumn("when", gettext_lazy("When"), lambda row: row.planned_at),
        ListColumn("kind", gettext_lazy("Kind"), lambda row: row.template.title),
        ListColumn("partners", gettext_lazy("Invited"), _partners),
        ListColumn("status", gettext_lazy("State"), _state),
        ListColumn("outcome", gettext_lazy("What came of it"), _came_of_it),
        ListColumn("area", gettext_lazy("Area"), lambda row: row.dispute.area.name),
        ListColumn(
            "chair",
            gettext_lazy("Officer in the chair"),
            lambda row: row.chair.name,
            is_default=False,
        ),
        ListColumn(
            "place", gettext_lazy("Where"), lambda row: row.place, is_default=False
        ),
    ),
    export_permission="joint_mediation.export",
    export_name="disputes:joint_export",
    file_name="joint-mediations",
)
