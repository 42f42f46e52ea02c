"""Forms for files: an image, document or recording is what its content says, and carries nothing it should not.

They stand behind every door of an upload: the single form, the one for many files at once, and the choosers.
"""

from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from foundation.documents import check_document
from foundation.forms import PlainWords
from foundation.text import harmless
from foundation.uploads import DetectedType, UploadRefused, check_upload, clean_image

MEGABYTE = 1_048_576
MAX_IMAGE, MAX_DOCUMENT, MAX_AUDIO, MAX_VIDEO = 10 * MEGABYTE, 20 * MEGABYTE, 30 * MEGABYTE, 50 * MEGABYTE
LONGEST_SIDE = 4000
LONGEST_NAME = 80


class ImageField(WagtailImageField):
    """The picture alone: no place, no device, no second file behind it; refused before it is unpacked."""

    def to_python(self, data: Any) -> Any:
        if data and hasattr(data, "read"):
            try:
                check_upload(data, kinds=("image",), max_bytes=MAX_IMAGE)
                picture = clean_image(data, max_side=LONGEST_SIDE)
            except UploadRefused as refusal:
                raise ValidationError(str(refusal)) from None
            _replace(data, picture.read(), PurePosixPath(picture.name or "").suffix)
        return super().to_python(data)


class DocumentField(WagtailDocumentField):
    def to_python(self, data: Any) -> Any:
        if data and hasattr(data, "read"):
            _refuse(lambda: check_document(data, data.name, max_bytes=MAX_DOCUMENT))
            data.name = _short(data.name, PurePosixPath(data.name).suffix.lower())
        return super().to_python(data)


class RecordingField(forms.FileField):
    """Sound or film, as its form says."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file and hasattr(file, "read"):
            limit = MAX_VIDEO if self.kind == "video" else MAX_AUDIO
            detected = _refuse(lambda: check_upload(file, kinds=(self.kind,), max_bytes=limit))
            file.name = _short(str(file.name), f".{detected.extension}")
        return file


def _refuse(check: Any) -> DetectedType:
    try:
        detected: DetectedType = check()
    except UploadRefused as refusal:
        raise ValidationError(str(refusal)) from None
    return detected


def _replace(upload: Any, content: bytes, suffix: str) -> None:
    """Write over what was uploaded, so that whoever keeps the upload keeps this and nothing else."""
    upload.file.seek(0)
    upload.file.truncate()
    upload.file.write(content)
    upload.file.seek(0)
    upload.size = len(content)
    upload.name = _short(upload.name, suffix)


def _short(name: str | None, suffix: str) -> str:
    """A name that every file system holds, with the suffix of what the file is."""
    stem = harmless(PurePosixPath(name or "").stem)[:LONGEST_NAME].strip(". ") or "archivo"
    return f"{stem}{suffix}"


class FileForm(PlainWords, forms.ModelForm):  # type: ignore[type-arg]
    """What the three forms share: Wagtail keeps the tags of all institutes in one heap, so files have none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("tags", "thumbnail"):
            self.fields.pop(name, None)
        if "file" in self.fields:
            self.fields["file"] = self.file_field(self.fields["file"])

    def file_field(self, field: Any) -> Any:
        raise NotImplementedError

    def _post_clean(self) -> None:
        if "file" not in self.errors:  # else the model would complain a second time, of a file that is not there
            super()._post_clean()  # type: ignore[misc]

    def clean_title(self) -> str:
        title = harmless(self.cleaned_data["title"]).strip()
        if not title:
            raise ValidationError(self.fields["title"].error_messages["required"])
        return title


class ImageForm(FileForm, BaseImageForm):
    def file_field(self, field: Any) -> Any:
        return ImageField(label=field.label, required=field.required, widget=field.widget)


class DocumentForm(FileForm, BaseDocumentForm):
    def file_field(self, field: Any) -> Any:
        return DocumentField(label=field.label, required=field.required, widget=field.widget)


class MediaForm(FileForm, BaseMediaForm):
    def file_field(self, field: Any) -> Any:
        kind = "video" if self.instance.type == "video" else "audio"
        return RecordingField(label=field.label, required=field.required, widget=field.widget, kind=kind)
