"""Uploads in the CMS: each door says what is wrong and how to mend it, and keeps nothing it should not."""

import io
import json
import zipfile
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtailmedia.models import get_media_model

from cms.pages.operations import collection_of
from tests.addressing import Role, World
from tests.clients import signed_in
from tests.cms.pages.factories import make_audio, make_course

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<html><script>alert(1)</script></html>"


def png(width: int = 30, height: int = 20, claim: tuple[int, int] | None = None) -> bytes:
    """A picture; ``claim`` writes another size into its header, as a bomb does."""
    out = io.BytesIO()
    Picture.new("RGB", (width, height), "teal").save(out, "PNG")
    content = bytearray(out.getvalue())
    if claim:
        content[16:24] = claim[0].to_bytes(4, "big") + claim[1].to_bytes(4, "big")
        content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)


def photo() -> bytes:
    """A photograph that tells where it was taken."""
    out, exif = io.BytesIO(), Picture.Exif()
    exif.get_ifd(0x8825)[2] = (20.0, 40.0, 0.0)
    exif[0x010F] = "Marca del teléfono"
    Picture.new("RGB", (60, 40), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return out.getvalue()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def docx(kind: str = WORD, /, **more: bytes) -> bytes:
    return archive(**{"[Content_Types].xml": f'<Types><Override ContentType="{kind}"/></Types>'.encode(), **more})


BAD_IMAGES = {
    "svg": ("dibujo.svg", SVG, "no se acepta"),
    "svg named png": ("dibujo.png", SVG, "no se acepta"),
    "html named jpg": ("foto.jpg", HTML, "no se acepta"),
    "empty": ("vacia.png", b"", "vac"),
    "100 megapixels": ("enorme.png", png(claim=(10_000, 10_000)), "100 millones"),
    "a bomb of 4 gigapixels": ("bomba.png", png(claim=(65_000, 65_000)), ""),
    "cut short": ("rota.png", png()[:60], "dañada"),
    "only a header": ("rota.jpg", b"\xff\xd8\xff\xe0", "dañada"),
    "a GIF of zeros": ("rota.gif", b"GIF89a" + b"\0" * 50, "dañada"),
}
BAD_DOCUMENTS = {
    "program": ("guion.exe", b"MZ\x90\0", "no se acepta"),
    "html": ("pagina.html", HTML, "no se acepta"),
    "zip named docx": ("informe.docx", archive(a=b"hola"), "no es lo que dice su nombre"),
    "spreadsheet named docx": ("informe.docx", docx("application/otra"), "no es lo que dice su nombre"),
    "macros": (
        "informe.docx",
        archive(**{"[Content_Types].xml": WORD.encode(), "word__vbaProject.bin": b"x"}),
        "macros",
    ),
    "docm": ("informe.docx", docx(WORD.replace("document.main", "document.macroEnabled.main")), "macros"),
    "bomb": ("informe.docx", docx(word__media=b"\0" * 5_000_000), "enorme"),
    "not a zip": ("informe.docx", b"PK\x03\x04" + b"\0" * 90, "no es lo que dice su nombre"),
    "text named pdf": ("informe.pdf", b"hola", "no se acepta"),
    "html named pdf": ("informe.pdf", HTML, "no se acepta"),
    "picture named csv": ("datos.csv", png(), "no es un archivo de texto"),
    "zeros named txt": ("nota.txt", b"a\0b", "no es un archivo de texto"),
    "words named vtt": ("clase.vtt", b"hola", "no son subt"),
    "captions of another kind": ("clase.vtt", b"1\n00:00:01,000 --> 00:00:02,000\nHola\n", "no son subt"),
    "captions that say nothing": ("clase.vtt", b"WEBVTT\n", "no son subt"),
    "captions in another encoding": (
        "clase.vtt",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nNiño\n".encode("latin-1"),
        "no son subt",
    ),
    "odt without its type": ("informe.odt", archive(content=b"x"), "no es lo que dice su nombre"),
    "empty": ("vacio.pdf", b"", "vac"),
}
GOOD_DOCUMENTS = {
    "pdf": ("informe.pdf", b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"),
    "docx": ("informe.docx", docx(word__document=b"<w/>")),
    "odt": ("informe.odt", archive(mimetype=b"application/vnd.oasis.opendocument.text")),
    "csv": ("datos.csv", "criterio,nivel\nObservación,3\n".encode()),
    "csv of an old spreadsheet": ("datos.csv", "año;niño\n".encode("latin-1")),
    "captions": ("clase.vtt", "\ufeffWEBVTT\r\n\r\n00:00:01.000 --> 00:00:02.000\r\nHola\r\n".encode()),
    "utf-16": ("datos.txt", "hola".encode("utf-16")),
}


@pytest.fixture
def author(world: World) -> Client:
    make_course(organisation=world.institute, rich=False, publish=False)
    return signed_in(world.member(Role.AUTHOR), raise_request_exception=False)


def sent(name: str, content: bytes, world: World, **more: Any) -> dict[str, Any]:
    collection = collection_of(world.institute).pk
    return {"title": "Título", "file": SimpleUploadedFile(name, content), "collection": collection, **more}


def sent_among_many(name: str, content: bytes, world: World) -> dict[str, Any]:
    return {"files[]": SimpleUploadedFile(name, content), "collection": collection_of(world.institute).pk}


@pytest.mark.parametrize("case", BAD_IMAGES)
def test_a_bad_image_is_refused_at_every_door(case: str, author: Client, world: World) -> None:
    name, content, said = BAD_IMAGES[case]
    single = author.post("/cms/images/add/", sent(name, content, world))
    many = author.post("/cms/images/multiple/add/", sent_among_many(name, content, world))
    chosen = author.post("/cms/images/chooser/create/", {f"image-chooser-upload-{key}": value for key, value
                                                         in sent(name, content, world).items()})  # fmt: skip
    assert [single.status_code, many.status_code, chosen.status_code] == [200, 200, 200]
    assert many.json()["success"] is False
    assert said in many.json()["error_message"]
    assert said in single.content.decode()
    assert said.encode("ascii", "backslashreplace").decode() in chosen.content.decode() or said in str(chosen.json())
    assert get_image_model().objects.count() == 0


@pytest.mark.parametrize("case", BAD_DOCUMENTS)
def test_a_bad_document_is_refused_at_every_door(case: str, author: Client, world: World) -> None:
    name, content, said = BAD_DOCUMENTS[case]
    single = author.post("/cms/documents/add/", sent(name, content, world))
    many = author.post("/cms/documents/multiple/add/", sent_among_many(name, content, world))
    assert [single.status_code, many.status_code] == [200, 200]
    assert said in many.json()["error_message"]
    assert said in single.content.decode()
    assert get_document_model().objects.count() == 0


@pytest.mark.parametrize("case", GOOD_DOCUMENTS)
def test_a_good_document_is_kept_and_only_downloaded(case: str, author: Client, world: World) -> None:
    name, content = GOOD_DOCUMENTS[case]
    assert author.post("/cms/documents/multiple/add/", sent_among_many(name, content, world)).json()["success"]
    document = get_document_model().objects.get()
    assert document.file.read() == content
    answer = author.get(document.file.url)
    assert answer["Content-Disposition"].startswith("inline" if name.endswith(".vtt") else "attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("door", ["/cms/images/add/", "/cms/images/multiple/add/"])
def test_a_photograph_does_not_tell_where_it_was_taken(door: str, author: Client, world: World) -> None:
    assert b"Marca" in photo()
    body = sent("patio.jpg", photo(), world) | sent_among_many("patio.jpg", photo(), world)
    assert author.post(door, body).status_code in (200, 302)
    image = get_image_model().objects.get()
    stored = image.file.read()
    assert b"Marca" not in stored
    assert not Picture.open(io.BytesIO(stored)).getexif()
    assert (image.width, image.height) == (60, 40)


def test_nor_does_one_that_waits_for_its_title(author: Client, world: World) -> None:
    """Wagtail keeps what was sent aside while another field is wrong."""
    from wagtail.models import UploadedFile

    body = sent_among_many("patio.jpg", photo(), world) | {"title": "x" * 300}
    assert author.post("/cms/images/multiple/add/", body).json()["success"]
    assert b"Marca" not in UploadedFile.objects.get().file.read()


def test_what_hides_behind_a_picture_is_left_behind(author: Client, world: World) -> None:
    author.post("/cms/images/multiple/add/", sent_among_many("foto.png", png() + archive(a=b"x") + HTML, world))
    stored = get_image_model().objects.get().file.read()
    assert b"<script" not in stored
    assert b"PK\x03\x04" not in stored


def test_the_name_says_what_the_picture_is(author: Client, world: World) -> None:
    author.post("/cms/images/multiple/add/", sent_among_many("página\u202egnp.exe", png(), world))
    assert get_image_model().objects.get().file.name.endswith(".png")


@pytest.mark.parametrize(("kind", "name"), [("images", "a" * 300 + ".png"), ("documents", "a" * 300 + ".csv")])
def test_a_name_as_long_as_a_page(kind: str, name: str, author: Client, world: World) -> None:
    content = png() if kind == "images" else b"a,b\n"
    answer = author.post(f"/cms/{kind}/multiple/add/", sent_among_many(name, content, world))
    assert answer.status_code == 200


WAV = b"RIFF\x24\0\0\0WAVEfmt "
MP4 = b"\x00\x00\x00\x18ftypmp42" + b"\0" * 20


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [("audio", HTML, "no se acepta"), ("audio", png(), "no se acepta"), ("audio", b"", "vac"),
     ("video", SVG, "no se acepta"), ("video", WAV, "no se acepta"), ("video", b"%PDF-1.7", "no se acepta")],
    ids=["html", "picture", "nothing", "svg", "sound as film", "pdf"],
)  # fmt: skip
def test_what_is_no_recording_is_refused(kind: str, content: bytes, said: str, author: Client, world: World) -> None:
    name = "clase.mp4" if kind == "video" else "voz.mp3"
    body = sent(name, content, world, duration=1)
    single = author.post(f"/cms/media/{kind}/add/", body)
    chosen = author.post(
        f"/cms/media/{kind}/chooser/upload/",
        {f"media-chooser-upload-{key}": value for key, value in sent(name, content, world, duration=1).items()},
    )
    assert said in single.content.decode()
    assert said in json.loads(chosen.content)["html"]
    assert get_media_model().objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "kept"), [("voz.html", WAV, ".wav"), ("clase.svg", MP4, ".mp4"), ("voz.mp3", b"OggS\0", ".ogg")]
)
def test_a_recording_is_named_for_what_it_is(
    name: str, content: bytes, kept: str, author: Client, world: World
) -> None:
    kind = "video" if content is MP4 else "audio"
    assert author.post(f"/cms/media/{kind}/add/", sent(name, content, world, duration=1)).status_code == 302
    assert get_media_model().objects.get().file.name.endswith(kept)


@pytest.mark.parametrize("address", ["/cms/images/add/", "/cms/documents/add/", "/cms/media/audio/add/"])
def test_each_limit_is_named(address: str, author: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from cms.tenancy import forms

    for limit in ("MAX_IMAGE", "MAX_DOCUMENT", "MAX_AUDIO"):
        monkeypatch.setattr(forms, limit, forms.MEGABYTE)
    content = (WAV if "audio" in address else png()) + b"\0" * forms.MEGABYTE
    name = "datos.csv" if "documents" in address else "grande"
    assert "1 MB" in author.post(address, sent(name, content, world, duration=1)).content.decode()


def test_files_have_no_tags(author: Client) -> None:
    """Wagtail keeps the tags of all institutes in one heap, and offers them to everybody."""
    for address in ("/cms/images/add/", "/cms/documents/add/", "/cms/media/audio/add/"):
        assert 'name="tags"' not in author.get(address).content.decode()


def test_nobody_puts_a_file_into_another_institutes_collection(author: Client, world: World) -> None:
    other = collection_of(world.other_institute)
    author.post("/cms/images/add/", sent("foto.png", png(), world) | {"collection": other.pk})
    assert not get_image_model().objects.filter(collection=other).exists()


def test_an_institute_shares_its_recordings(author: Client, world: World) -> None:
    recording = make_audio("Saludo de la institución")
    recording.collection = collection_of(world.institute)
    recording.save()
    assert "Saludo de la institución" in json.loads(author.get("/cms/media/chooser/audio/").content)["html"]
