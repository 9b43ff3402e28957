"""The public tip as Django's own tutorial would take it in, with all its duties.

A FormView with a ModelForm, a page from a template, Model.save and bulk_create, the
cache for limits. It does what ours does and no more: the code on the card is found and
must be valid, a signed stamp and a field only machines fill are checked, one address and
one card may send so many an hour, the words are sealed, sent twice they are taken in
once, the same words of another stand behind the first ones, the officer of the place gets
it with a number and a due time by the station's limit, office hours and working days,
four reminders are written, no row tells the minute, and the receipt is shown on our own
page. Where the product has a function that asks the database once or never (crypto,
receipts, numbers, working days), it is called here too. Left out, in favour of the stock
side: the lock against the same words at the same moment.
"""

from datetime import timedelta

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView

from households import receipts
from households.models import ContactCard, Message, MessageLimit
from households.reply_limits import usual
from households.workflow.messages import OPEN
from station import crypto, working_days
from station.actions.numbers import next_number
from station.models import Area, OfficeHours, Post, Reminder, User, reference
from station.origin import client_address, network_of
from station.working_hours import WorkingClock, usual_hours

HOUR = timedelta(hours=1)
MOST = 1_000_000  # no limit is what is measured here


class StockTipForm(forms.ModelForm):
    stamp = forms.CharField(widget=forms.HiddenInput)
    website = forms.CharField(required=False)
    text = forms.CharField(max_length=2000, widget=forms.Textarea)
    about = forms.ModelChoiceField(User.objects.none(), required=False)

    class Meta:
        model = Message
        fields = ["text", "sender_name", "sender_phone"]

    def __init__(self, *args, card: ContactCard, **kwargs):
        super().__init__(*args, **kwargs)
        self.card = card
        posts = Post.objects.covering(card.area).values("user")
        self.fields["about"].queryset = User.objects.filter(pk__in=posts)

    def clean(self):
        cleaned, at = super().clean(), timezone.now()
        purpose = f"tip:{self.card.pk}"
        self.given = receipts.read_stamp(
            cleaned.get("stamp", ""), purpose=purpose, at=at
        )
        if self.given is None or self.given.age(at=at) < 3 or cleaned.get("website"):
            raise forms.ValidationError("Please send it once more.")
        return cleaned


@method_decorator([csrf_exempt, login_not_required, never_cache], name="dispatch")
class StockTip(FormView):
    form_class = StockTipForm
    template_name = "public/send.html"

    def dispatch(self, request, *args, token, **kwargs):
        cards = ContactCard.objects.select_related("area")
        self.card = get_object_or_404(cards, token_hash=crypto.fingerprint(token))
        if self.card.status != "active":
            raise Http404
        above = Area.objects.above(self.card.area)
        self.station = above.filter(kind=Area.Kind.STATION).first()
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"card": self.card}

    def form_valid(self, form):
        data, at = form.cleaned_data, timezone.localtime()
        receipt = receipts.receipt_for(
            form.given.nonce, str(self.card.pk), data["text"]
        )
        known = Message.objects.filter(receipt_hash=crypto.fingerprint(receipt))
        message = known.first()
        if message is None:
            place = network_of(client_address(self.request))
            if too_many(f"address:{place}") or too_many(f"card:{self.card.pk}"):
                return HttpResponse("Too much came from here at once.", status=429)
            message = self.keep(form, receipt, at=at)
        context = {
            "message": message,
            "receipt": receipts.grouped(receipt),
            "station": self.station,
            "token": self.card.token,
            "lang": "",
        }
        return render(self.request, "public/thanks.html", context, status=201)

    @transaction.atomic
    def keep(self, form, receipt: str, *, at) -> Message:
        hour = at.replace(minute=0, second=0, microsecond=0)
        data, message = form.cleaned_data, form.save(commit=False)
        message.kind, message.card, message.area = "tip", self.card, self.card.area
        message.about_officer = data["about"]
        message.is_about_police = data["about"] is not None
        message.is_anonymous = not (data["sender_name"] or data["sender_phone"])
        message.receipt_hash = crypto.fingerprint(receipt)
        message.write_text(data["text"], phone="")
        message.received_at = message.clock_from = hour
        message.assigned_to = self.owner(hour.date(), message)
        limit, clock = self.limit(), self.clock()
        message.limit_amount, message.limit_unit = limit.amount, limit.unit
        last = clock.calendar.add_days(hour.date(), limit.amount)
        message.due_at = clock.end_of_work(last)
        message.number = self.number(hour.year)
        first = self.same_words(message, since=hour - HOUR)
        if first is not None:
            message.status, message.merged_into = "merged", first
            message.merged_at = message.settled_at = hour
        message.save()
        if first is None:
            self.remind(message, limit, clock, at=hour)
        self.hide_the_minute(message, hour)
        return message

    def owner(self, day, message: Message) -> User | None:
        role = "station_chief" if message.is_about_police else "community_officer"
        posts = Post.objects.valid(on=day).covering(self.card.area).for_role(role)
        posts = posts.exclude(user=message.about_officer).select_related("user")
        post = posts.order_by("-area__path", "-is_acting", "from_on").first()
        return post and post.user

    def limit(self):
        limits = MessageLimit.objects.filter(station=self.station, kind="tip")
        return limits.first() or usual("tip")

    def clock(self) -> WorkingClock:
        hours = OfficeHours.objects.filter(station=self.station).first()
        spans = hours.spans if hours else usual_hours()
        return WorkingClock(working_days.calendar(), spans)

    def number(self, year: int) -> str:
        above = Area.objects.above(self.card.area)
        township = above.filter(kind=Area.Kind.TOWNSHIP).first()
        return next_number("XS", (township or self.station).code[:9], year)

    def same_words(self, message: Message, *, since) -> Message | None:
        return Message.objects.filter(
            area=message.area,
            kind="tip",
            text_index=message.text_index,
            about_officer=message.about_officer,
            status__in=OPEN,
            received_at__gte=since,
        ).first()

    def remind(self, message: Message, limit, clock: WorkingClock, *, at) -> None:
        due = message.due_at
        moments = {
            "message.new": at + HOUR,
            "message.soon": due.replace(hour=9, minute=0),
            "message.late": due,
            "message.escalated": clock.add(due, limit.chief_after * HOUR),
        }
        rows = [
            Reminder(
                kind=kind,
                subject=reference(message),
                recipient=message.assigned_to,
                area=message.area,
                due_at=moment,
                dedupe_key=f"{kind}:{reference(message)}:1",
            )
            for kind, moment in moments.items()
        ]
        Reminder.objects.bulk_create(rows)

    def hide_the_minute(self, message: Message, hour) -> None:
        times = {"created_at": hour, "updated_at": hour}
        Message.objects.filter(pk=message.pk).update(**times)
        Reminder.objects.about(reference(message)).update(**times)


def too_many(key: str) -> bool:
    """Counted in the cache, as its documentation shows."""
    cache.add(key, 0, timeout=3600)
    return cache.incr(key) > MOST
