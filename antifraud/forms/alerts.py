"""Forms of alerts: the words, whom they go to, the second pair of eyes."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.actions.alert_words import LONGEST, LONGEST_TITLE, Words
from antifraud.models import Audience, ScamType
from antifraud.workflow.alerts import Form, NoticeKind
from antifraud.workflow.people import Group, Scene
from station.forms.files import PhotosField
from station.forms.once import VersionedForm, moment_input
from station.places import areas_of


class AlertForm(VersionedForm):
    """What is said, of which fraud, and whom it concerns."""

    kind = forms.ChoiceField(
        label=_("Kind of notice"),
        choices=NoticeKind,
        initial=NoticeKind.WARNING,
        widget=forms.RadioSelect,
    )
    scam_type = forms.ModelChoiceField(
        label=_("Scam type"), queryset=None, required=False, empty_label=_("None")
    )
    form = forms.ChoiceField(
        label=pgettext_lazy("alert", "Form"),
        choices=Form,
        initial=Form.TEXT,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=pgettext_lazy("alert", "Heading"), max_length=LONGEST_TITLE
    )
    body = forms.CharField(
        label=pgettext_lazy("alert", "Text"),
        max_length=LONGEST,
        help_text=_(
            "Everybody can read it: no names, no ID numbers. A short text takes at "
            "most 500 characters."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    photos = PhotosField(
        label=pgettext_lazy("alert", "Picture"),
        required=False,
        help_text=_("One picture; a new one takes the place of the old one."),
    )
    drop_picture = forms.BooleanField(label=_("Take the picture away"), required=False)
    video_url = forms.URLField(
        label=_("Link of the video"),
        max_length=300,
        required=False,
        assume_scheme="https",
    )
    groups = forms.MultipleChoiceField(
        label=_("Whom it concerns"),
        choices=Group,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody ticked: those the scam type meets."),
    )
    scenes = forms.MultipleChoiceField(
        label=_("Scenes"),
        choices=Scene,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=120,
        required=False,
        help_text=_("Where it is known from, such as the county's anti-fraud centre."),
    )
    area = forms.ModelChoiceField(label=_("Area"), queryset=None, empty_label=None)

    folded = ("scenes", "source", "area")

    def __init__(self, *args, user, permission: str, has_picture=False, **kwargs):
        super().__init__(*args, **kwargs)
        types = ScamType.objects.active().in_order()
        self.fields["scam_type"].queryset = types
        self.fields["area"].queryset = areas_of(user, permission)
        if not has_picture:
            del self.fields["drop_picture"]

    def words(self) -> Words:
        """What the action takes."""
        said = self.cleaned_data
        return Words(
            kind=said["kind"],
            form=said["form"],
            title=said["title"],
            body=said["body"],
            scam_type=said["scam_type"],
            scenes=tuple(said["scenes"]),
            groups=tuple(said["groups"]),
            source=said["source"],
            video_url=said["video_url"],
        )


class AudienceChoice(forms.ModelMultipleChoiceField):
    """Groups as boxes to tick, each with its people and the reason it fits."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.reasons: dict[int, str] = {}

    def label_from_instance(self, obj: Audience) -> str:
        words = _("%(name)s · %(area)s · %(n)s people") % {
            "name": obj.name,
            "area": obj.area.short_name,
            "n": obj.size,
        }
        reason = self.reasons.get(obj.pk)
        return f"{words} — {reason}" if reason else words


class ChooseForm(VersionedForm):
    """The groups it goes to: those that fit first, the others below."""

    fitting = AudienceChoice(
        label=_("Groups it fits"), queryset=Audience.objects.none(), required=False
    )
    others = AudienceChoice(
        label=_("Other groups"), queryset=Audience.objects.none(), required=False
    )

    folded = ("others",)

    def __init__(self, *args, audiences, fits, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        reasons = {fit.audience.pk: fit.reason for fit in fits}
        rows = audiences.order_by("area__path", "name", "pk")
        self.fields["fitting"].reasons = reasons
        self.fields["fitting"].queryset = rows.filter(pk__in=reasons)
        self.fields["others"].queryset = rows.exclude(pk__in=reasons)
        for name in ("fitting", "others"):
            if not self.fields[name].queryset:
                del self.fields[name]

    def chosen(self) -> list[Audience]:
        """All that were ticked."""
        said = self.cleaned_data
        return [*said.get("fitting", ()), *said.get("others", ())]


class ReasonForm(VersionedForm):
    """Why it goes back, or is withdrawn."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class ApproveForm(VersionedForm):
    """When it goes out, and whether it cannot wait."""

    send_at = forms.DateTimeField(
        label=_("Not before"),
        required=False,
        widget=moment_input(),
        help_text=_("Empty: now, or as soon as quiet hours are over."),
    )
    urgent_reason = forms.CharField(
        label=_("Why it cannot wait"),
        max_length=200,
        required=False,
        help_text=_(
            "Only for what happens now: it then goes past caps, quiet hours and "
            "holidays."
        ),
    )

    folded = ("urgent_reason",)

    def __init__(self, *args, may_override: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not may_override:
            del self.fields["urgent_reason"]
