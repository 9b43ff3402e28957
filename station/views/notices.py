"""The bell, the list of notices, and how one wishes to be told."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from station import notices
from station.actions import deliveries as actions
from station.forms.channels import ChannelForm
from station.models import Channel, ChannelChoice, Delivery
from station.paging import paginate
from station.tasks import sweep
from station.views.policy import SIGNED_IN, PolicyMixin

IN_THE_BELL = 8
OUTSIDE = (Channel.MAIL, Channel.WEBHOOK)


class NoticeListView(PolicyMixin, TemplateView):
    """One's own notices, the newest first; the bell takes the first few."""

    permission_required = SIGNED_IN

    def get_template_names(self):
        if self.request.htmx:
            return ["components/notice_list.html"]
        return ["station/notice_list.html"]

    def get_context_data(self, **kwargs):
        if self.request.htmx:
            rows = self._rows().order_by("-pk")[:IN_THE_BELL]
            return super().get_context_data(
                notices=notices.lines(rows, user=self.request.user),
                all_url=reverse("station:notice_list"),
                **kwargs,
            )
        page = paginate(self._rows(), request=self.request, order=("-id",))
        return super().get_context_data(
            page=page,
            notices=notices.lines(page.rows, user=self.request.user),
            only_unread=self._only_unread,
            **kwargs,
        )

    @property
    def _only_unread(self) -> bool:
        return self.request.GET.get("unread") == "1"

    def _rows(self):
        rows = Delivery.objects.for_bell(self.request.user).select_related("reminder")
        return rows.unread() if self._only_unread else rows


class NoticeOpenView(PolicyMixin, View):
    """To the record a notice is about; from then on it counts as read."""

    permission_required = SIGNED_IN

    def get(self, request, pk):
        own = Delivery.objects.for_bell(request.user).select_related("reminder")
        delivery = get_object_or_404(own, pk=pk)
        actions.read(delivery=delivery, at=timezone.now())
        line = notices.lines([delivery], user=request.user)[0]
        return HttpResponseRedirect(line.target or reverse("station:notice_list"))


class ReadAllView(PolicyMixin, View):
    """Everything seen."""

    permission_required = SIGNED_IN
    http_method_names = ["post", "options"]

    def post(self, request):
        actions.read_all(by=request.user, at=timezone.now())
        wanted = request.POST.get("next", "")
        hosts = {request.get_host()}
        if not url_has_allowed_host_and_scheme(wanted, hosts, request.is_secure()):
            wanted = reverse("station:notice_list")
        return HttpResponseRedirect(wanted)


class ChannelsView(PolicyMixin, TemplateView):
    """The ways notices reach this person."""

    permission_required = SIGNED_IN
    template_name = "station/channels.html"

    def get_context_data(self, **kwargs):
        own = ChannelChoice.objects.filter(user=self.request.user)
        choices = {choice.channel: choice for choice in own}
        return super().get_context_data(
            channels=[(channel, choices.get(channel)) for channel in OUTSIDE], **kwargs
        )


class ChannelView(PolicyMixin, FormView):
    """One way out of the house."""

    permission_required = SIGNED_IN
    form_class = ChannelForm
    template_name = "station/channel_form.html"

    @cached_property
    def channel(self) -> Channel:
        try:
            channel = Channel(self.kwargs["channel"])
        except ValueError:
            raise Http404 from None
        if channel not in OUTSIDE:
            raise Http404
        return channel

    @cached_property
    def choice(self) -> ChannelChoice | None:
        own = ChannelChoice.objects.filter(user=self.request.user)
        return own.filter(channel=self.channel).first()

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        return {**kwargs, "channel": self.channel, "choice": self.choice}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            channel=self.channel, choice=self.choice, **kwargs
        )

    def form_valid(self, form):
        actions.choose(by=self.request.user, channel=self.channel, **form.cleaned_data)
        messages.success(self.request, _("Saved. Try it with a test notice."))
        return HttpResponseRedirect(reverse("station:channels"))


class TestView(PolicyMixin, View):
    """A notice to oneself, the way every other one goes."""

    permission_required = SIGNED_IN
    http_method_names = ["post", "options"]

    def post(self, request):
        actions.try_out(by=request.user, at=timezone.now())
        sweep.delay_on_commit()
        messages.success(request, _("The test notice is on its way."))
        return HttpResponseRedirect(reverse("station:channels"))
