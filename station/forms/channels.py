"""How a person wishes to be told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from station import channels
from station.models import Channel, ChannelChoice

PLACES = {
    Channel.MAIL: _("name@example.cn"),
    Channel.WEBHOOK: "https://",
}
HINTS = {
    Channel.MAIL: _("Only the kind, the area and the time are sent, never names."),
    Channel.WEBHOOK: _(
        "An https address that takes signed JSON, or the robot of a work-chat: "
        "wecombot://key, dingtalk://token, feishu://token. "
        "Only the kind, the area and the time are sent, never names."
    ),
}


class ChannelForm(forms.Form):
    """One way out of the house: on or off, where to, and quiet hours."""

    is_on = forms.BooleanField(label=_("Send me notices this way"), required=False)
    address = forms.CharField(
        label=_("Send to"),
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs={"data-sensitive": "", "autocomplete": "off"}),
    )
    quiet_from = forms.TimeField(
        label=_("Quiet from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Notices of these hours are sent when they end."),
    )

    def __init__(self, *args, channel: Channel, choice: ChannelChoice | None, **kwargs):
        self.channel = channel
        if choice is not None:
            kwargs["initial"] = {
                "is_on": choice.is_on,
                "address": choice.address,
                "quiet_from": choice.quiet_from,
                "quiet_until": choice.quiet_until,
            }
        super().__init__(*args, **kwargs)
        self.fields["address"].help_text = HINTS[channel]
        self.fields["address"].widget.attrs["placeholder"] = PLACES[channel]

    def clean_address(self):
        address = self.cleaned_data["address"].strip()
        if address:
            channels.check_address(self.channel, address)
        return address

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("quiet_from"), cleaned.get("quiet_until")
        if (start is None) != (end is None) or (start is not None and start == end):
            self.add_error("quiet_until", _("Give both times, and not the same one."))
        if cleaned.get("is_on") and "address" in cleaned and not cleaned["address"]:
            self.add_error("address", _("Where to? Give an address."))
        return cleaned
