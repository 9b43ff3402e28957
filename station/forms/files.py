"""Fields for several files at once."""

from django import forms


class FilesInput(forms.FileInput):
    """A file field that takes several."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photos; each one is checked by its bytes when it is stored."""

    widget = FilesInput

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("template_name", "components/photo_picker.html")
        super().__init__(**kwargs)
        self.widget.attrs.update({"accept": "image/*"})

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data]
        given = [file for file in files if file]
        if not given:
            return super().clean(None, initial) or []
        return [super(PhotosField, self).clean(file, initial) for file in given]


class ScansField(PhotosField):
    """Photos of a paper, or the PDF of a scanner; checked when they are stored."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("template_name", "components/scan_picker.html")
        super().__init__(**kwargs)
        self.widget.attrs.update({"accept": "image/*,application/pdf"})
