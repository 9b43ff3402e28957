"""The inbox: every matter of a resident until it ends somewhere."""

from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView, View

from households import reply_limits
from households.actions import messages as actions
from households.filters.inbox import InboxFilterSet
from households.forms.messages import AnswerForm, AssignForm, CloseForm, NoteForm
from households.models import Message, MessageKind
from households.workflow_messages import MessageStatus
from station import phones, working_days
from station.actions.access import record_access
from station.actions.reveal import show
from station.errors import RuleError
from station.models import AccessRecord
from station.paging import count_text, paginate
from station.tasks import sweep
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

LISTED = "households.message:list"
PREVIEW = 60


class InboxListView(PolicyMixin, TemplateView):
    """What residents sent within one's scope; at first what waits for an answer."""

    permission_required = "inbox.view"
    template_name = "inbox/message_list.html"

    def get_context_data(self, **kwargs):
        params = self.request.GET or {"status": MessageStatus.NEW}
        visible = Message.objects.visible_to(self.request.user)
        filterset = InboxFilterSet(params, queryset=visible, request=self.request)
        rows = filterset.qs if filterset.is_valid() else visible.none()
        waits = params.get("status") == MessageStatus.NEW or "overdue" in params
        page = paginate(
            rows.for_list(),
            request=self.request,
            order=("due_at", "id") if waits else ("-received_at", "-id"),
        )
        self._write_down(page)
        return super().get_context_data(
            filterset=filterset,
            page=page,
            lines=self._lines(page),
            count_text=count_text(rows),
            segments=self._segments(params),
            is_filtered=bool(self.request.GET),
            **kwargs,
        )

    def _lines(self, page) -> list[tuple[Message, str, int]]:
        """Each message, how it begins, and the working days left for it."""
        calendar, today = working_days.calendar(), timezone.localdate()
        return [
            (
                row,
                self._preview(row),
                calendar.days_between(today, working_days.local_date(row.due_at)),
            )
            for row in page.rows
        ]

    def _write_down(self, page) -> None:
        """The list shows how messages begin: that is a look at them."""
        if any(not row.is_tip for row in page.rows):
            record_access(
                by=self.request.user,
                act=AccessRecord.Act.VIEW,
                subject=LISTED,
                fields="text",
                at=timezone.now(),
            )

    def _preview(self, message: Message) -> str:
        """How it begins; of a tip nothing before it is opened."""
        if message.is_tip:
            return ""
        text = " ".join(message.text.split())
        return text if len(text) <= PREVIEW else f"{text[:PREVIEW]}…"

    def _segments(self, params):
        """The looks people take most often."""
        current = {name: value for name, value in params.items() if value}
        current.pop("cursor", None)
        me = str(self.request.user.pk)
        looks = [
            (_("Waiting"), {"status": MessageStatus.NEW}),
            (_("Mine"), {"status": MessageStatus.NEW, "assigned_to": me}),
            (_("Late"), {"overdue": "true"}),
            (_("Tips"), {"kind": MessageKind.TIP}),
            (_("All"), {}),
        ]
        for label, wanted in looks:
            yield label, f"?{urlencode(wanted) or 'status='}", current == wanted


class MessageMixin(PolicyMixin):
    """One matter within the scope for what the page does."""

    permission_required = "inbox.view"
    action = "view"

    def get_queryset(self):
        rows = Message.objects.visible_to(self.request.user, self.action)
        return rows.for_list().select_related("card", "about_officer")

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
        is_open = message.status != MessageStatus.CLOSED
        may_answer = is_open and self.may("answer")
        return super().get_context_data(
            now=now,
            entries=message.replies.select_related("author").order_by("pk"),
            reckoning=reply_limits.explain(message),
            days_left=working_days.calendar().days_between(
                timezone.localdate(now), working_days.local_date(message.due_at)
            ),
            masked_phone=phones.masked(message.sender_phone),
            may_answer=may_answer,
            may_note=is_open and (may_answer or self.may("note")),
            may_reassign=is_open and self.may("reassign"),
            answer_form=AnswerForm(initial={"version": message.version}),
            answer_draft=f"message-{message.pk}-answer",
            note_form=NoteForm(),
            timeline=timeline_of(message, user=user),
            **kwargs,
        )


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


class MessageAnswerView(MessageStepView):
    form_class = AnswerForm
    heading = property(lambda self: _("Answer %(number)s") % {"number": self.message})
    submit = property(lambda self: _("Answer"))
    done = property(lambda self: _("Answered. The sender reads it with the receipt."))

    def act(self, form):
        data = form.cleaned_data
        return actions.answer(**self.common, text=data["text"], version=data["version"])


class MessageNoteView(MessageStepView):
    action = "view"
    form_class = NoteForm
    heading = property(lambda self: _("Note for colleagues"))
    submit = property(lambda self: _("Save the note"))
    done = property(lambda self: _("The note was saved."))

    @cached_property
    def message(self) -> Message:
        found = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        action = "answer" if found.is_tip else "note"
        visible = Message.objects.visible_to(self.request.user, action)
        return get_object_or_404(visible, pk=found.pk)

    def get_initial(self):
        return {}

    def act(self, form):
        return actions.add_note(**self.common, text=form.cleaned_data["text"])


class MessageAssignView(MessageStepView):
    action = "reassign"
    form_class = AssignForm
    heading = property(
        lambda self: _("Hand %(number)s over") % {"number": self.message}
    )
    submit = property(lambda self: _("Hand over"))
    done = property(lambda self: _("Handed over. The new person is told."))

    def form_extra(self):
        return {"message": self.message}

    def act(self, form):
        data = form.cleaned_data
        sweep.delay_on_commit()
        return actions.assign(
            **self.common,
            to=data["to"],
            reason=data["reason"],
            version=data["version"],
        )

    def next_url(self, made) -> str:
        """Whoever handed it over may not see it any more."""
        if self.get_queryset().filter(pk=self.message.pk).exists():
            return self.message.get_absolute_url()
        return reverse("inbox:list")


class MessageCloseView(MessageStepView):
    form_class = CloseForm
    danger = True
    heading = property(lambda self: _("Close %(number)s") % {"number": self.message})
    submit = property(lambda self: _("Close it"))
    done = property(lambda self: _("Closed. No more reminders of it."))

    def get_initial(self):
        return {**super().get_initial(), "tell_sender": True}

    def act(self, form):
        data = form.cleaned_data
        return actions.close(
            **self.common,
            reason=data["reason"],
            tell_sender=data["tell_sender"],
            version=data["version"],
        )


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
