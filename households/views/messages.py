"""One matter of the inbox: what was sent, until when, and each step of its life."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import DetailView, View

from households import duplicates, reply_limits
from households.actions import messages as actions
from households.actions.message_life import waiting_referral
from households.forms.messages import AnswerForm, NoteForm
from households.models import Message
from households.workflow.messages import MessageStatus
from station import links, phones, working_days
from station.actions.access import record_access
from station.actions.reveal import show
from station.errors import RuleError
from station.models import AccessRecord
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin


class MessageMixin(PolicyMixin):
    """One matter within the scope for what the page does."""

    permission_required = "inbox.view"
    action = "view"

    def get_queryset(self):
        rows = Message.objects.visible_to(self.request.user, self.action)
        return rows.for_list().select_related("card", "about_officer", "merged_into")

    @cached_property
    def message(self) -> Message:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def may(self, action: str) -> bool:
        visible = Message.objects.visible_to(self.request.user, action)
        return visible.filter(pk=self.message.pk).exists()


class MessageDetailView(MessageMixin, DetailView):
    """What was sent, until when the answer is owed, and what was done."""

    template_name = "inbox/message_detail.html"
    context_object_name = "message"

    def get_object(self, queryset=None):
        return self.message

    def get_context_data(self, **kwargs):
        message, user, now = self.message, self.request.user, timezone.now()
        record_access(
            by=user,
            act=AccessRecord.Act.VIEW,
            subject=message,
            fields="text, sender_name",
            at=now,
            area=actions.oversight_area(message),
        )
        return super().get_context_data(
            now=now,
            entries=message.replies.select_related("author").order_by("pk"),
            reckoning=reply_limits.explain(message),
            days_left=working_days.calendar().days_between(
                timezone.localdate(now), working_days.local_date(message.due_at)
            ),
            masked_phone=phones.masked(message.sender_phone),
            answer_form=AnswerForm(initial={"version": message.version}),
            answer_draft=f"message-{message.pk}-answer",
            note_form=NoteForm(auto_id="id_note_%s"),
            timeline=timeline_of(message, user=user),
            **self.neighbours(),
            **self.steps(),
            **kwargs,
        )

    def neighbours(self) -> dict:
        """Hand-overs, what stands behind it, and what it might be joined to."""
        message, user = self.message, self.request.user
        may_join = message.is_open and message.status != MessageStatus.REFERRED
        known = {one.reference: one for one in links.links_of(message, user=user)}
        return {
            "referrals": message.referrals.for_list().order_by("-pk"),
            "waiting_office": waiting_referral(message),
            "behind": list(message.merged.for_list().order_by("pk")),
            "surveys": message.surveys.order_by("-settlement"),
            "likely": duplicates.likely(message, user=user) if may_join else [],
            "handled": known.get(message.handled_by),
        }

    def steps(self) -> dict[str, bool]:
        """What this person may do next."""
        message = self.message
        joined = message.status == MessageStatus.MERGED
        may_work = not joined and self.may("answer")
        is_live = message.status not in {MessageStatus.CLOSED, MessageStatus.MERGED}
        is_away = message.status == MessageStatus.REFERRED
        return {
            "may_reveal": self.may("answer"),
            "may_answer": may_work and is_live and not is_away,
            "may_close": may_work and is_live,
            "may_pause": may_work and message.status == MessageStatus.NEW,
            "may_resume": may_work and message.status == MessageStatus.PAUSED,
            "may_refer": may_work and message.is_open and not is_away,
            "may_record": may_work and is_away,
            "may_reopen": may_work and message.is_settled,
            "may_merge": may_work and message.is_open and not is_away,
            "may_unmerge": joined and self.may("answer"),
            "may_note": is_live and (may_work or self.may_note()),
            "may_reassign": is_live and self.may("reassign"),
        }

    def may_note(self) -> bool:
        return not self.message.is_tip and self.may("note")


class MessageStepView(MessageMixin, ActionFormView):
    """One step in the life of a matter."""

    action = "answer"
    heading = submit = done = ""
    danger = False

    def texts(self):
        return {
            "heading": self.heading,
            "submit": self.submit,
            "done": self.done,
            "danger": self.danger,
            "back_url": self.message.get_absolute_url(),
            "back_label": self.message.number,
            "draft": f"message-{self.message.pk}-{self.action}",
        }

    def get_initial(self):
        return {"version": self.message.version}

    def next_url(self, made) -> str:
        return self.message.get_absolute_url()

    @property
    def common(self) -> dict:
        return {"message": self.message, "by": self.request.user, "at": timezone.now()}


class MessageRevealView(MessageMixin, View):
    """The sender's whole phone number: asks what for, and is written down."""

    action = "answer"
    http_method_names = ["get", "post"]

    def get(self, request, pk):
        return self._show(number="")

    def post(self, request, pk):
        message = self.message
        if not message.sender_phone:
            return HttpResponseRedirect(message.get_absolute_url())
        try:
            number = show(
                by=request.user,
                obj=message,
                field="sender_phone",
                purpose=request.POST.get("purpose", ""),
                reason=request.POST.get("reason", ""),
                area=actions.oversight_area(message),
                at=timezone.now(),
            )
        except RuleError as error:
            return self._show(number="", error=str(error))
        return self._show(number=number)

    def _show(self, *, number: str, error: str = ""):
        name = "inbox/_phone.html" if self.request.htmx else "inbox/phone.html"
        context = {
            "message": self.message,
            "number": number,
            "error": error,
            "purposes": AccessRecord.Purpose.choices,
        }
        return render(self.request, name, context)
