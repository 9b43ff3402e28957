"""Sending a workbook in."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from station.workbook import MOST_BYTES


class SheetUploadForm(forms.Form):
    """One workbook."""

    file = forms.FileField(
        label=gettext_lazy("Workbook"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args, takes_text: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if takes_text:
            self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv,.txt"

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        return file
