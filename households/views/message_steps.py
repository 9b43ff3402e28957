"""Each step in the life of a matter: one form, one action."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from households.actions import message_joining, message_voices
from households.actions import messages as actions
from households.forms.messages import (
    AnswerForm,
    AskSenderForm,
    AssignForm,
    CloseForm,
    MergeForm,
    NoteForm,
    ReasonForm,
    ResumeForm,
)
from households.models import Message
from households.views.messages import MessageStepView
from station import links
from station.tasks import sweep


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


class MessagePauseView(MessageStepView):
    form_class = AskSenderForm
    heading = property(
        lambda self: _("Ask who wrote %(number)s") % {"number": self.message}
    )
    submit = property(lambda self: _("Ask and stop the clock"))
    done = property(lambda self: _("Asked. The clock stands until the sender writes."))

    def act(self, form):
        data = form.cleaned_data
        return actions.pause(**self.common, text=data["text"], version=data["version"])


class MessageResumeView(MessageStepView):
    form_class = ResumeForm
    heading = property(
        lambda self: _("Go on with %(number)s") % {"number": self.message}
    )
    submit = property(lambda self: _("Let the clock run"))
    done = property(lambda self: _("The clock runs again."))

    def act(self, form):
        version = form.cleaned_data["version"]
        return actions.resume(**self.common, version=version)


class MessageReopenView(MessageStepView):
    form_class = ReasonForm
    heading = property(
        lambda self: _("Take %(number)s up again") % {"number": self.message}
    )
    submit = property(lambda self: _("Take it up again"))
    done = property(lambda self: _("Taken up again, with a new time limit."))

    def act(self, form):
        data = form.cleaned_data
        sweep.delay_on_commit()
        return message_voices.reopen(
            **self.common, reason=data["reason"], version=data["version"]
        )


class MessageMergeView(MessageStepView):
    form_class = MergeForm
    heading = property(
        lambda self: _("Join %(number)s to another") % {"number": self.message}
    )
    submit = property(lambda self: _("Join"))
    done = property(lambda self: _("Joined. Both senders read the same answer."))

    def form_extra(self):
        return {"message": self.message, "user": self.request.user}

    def get_initial(self):
        return {**super().get_initial(), "into": self.request.GET.get("into", "")}

    def act(self, form):
        data = form.cleaned_data
        return message_joining.merge(
            **self.common, into=data["into"], version=data["version"]
        )


class MessageUnmergeView(MessageStepView):
    form_class = ReasonForm
    heading = property(
        lambda self: _("Take %(number)s apart again") % {"number": self.message}
    )
    submit = property(lambda self: _("Take apart"))
    done = property(lambda self: _("It stands on its own again."))

    def act(self, form):
        reason = form.cleaned_data["reason"]
        return message_joining.unmerge(**self.common, reason=reason)


class MessageCloseView(MessageStepView):
    closing = property(lambda self: self.message)
    form_class = CloseForm
    danger = True
    heading = property(lambda self: _("Close %(number)s") % {"number": self.message})
    submit = property(lambda self: _("Close it"))
    done = property(lambda self: _("Closed. No more reminders of it."))

    def form_extra(self):
        made = links.links_of(self.message, user=self.request.user)
        return {"made": [one for one in made if not one.is_origin]}

    def get_initial(self):
        return {**super().get_initial(), "tell_sender": True}

    def act(self, form):
        data = form.cleaned_data
        return actions.close(
            **self.common,
            reason=data["reason"],
            tell_sender=data["tell_sender"],
            handled_by=data.get("handled_by", ""),
            version=data["version"],
        )
