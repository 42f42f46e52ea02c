"""Files in the demonstration teacher's portfolio: one of our drawings and a tone; nobody is seen or heard in them."""

import io
import math
import struct
import wave
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from courses.assessment.models import Evidence, Piece
from courses.assessment.operations import About, submit_evidence
from demonstration.content import ROOT

PICTURE = ROOT / "evaluacion-formativa" / "images" / "registro.png"
RATE, SECONDS, PITCH = 8000, 3, 440


def hand_in_files(*, teacher: User, at: datetime) -> None:
    """A picture for the programme and a recording for the community, added to what the teacher handed in."""
    evidence = Evidence.objects.filter(enrolment__teacher=teacher).select_related("enrolment").first()
    if evidence is None or evidence.pieces.exists():
        return
    picture = SimpleUploadedFile("registro-de-demostracion.png", PICTURE.read_bytes(), "image/png")
    sound = SimpleUploadedFile("tono-de-demostracion.wav", tone(), "audio/wav")
    for upload, access in ((picture, Piece.Access.PROGRAMME), (sound, Piece.Access.COMMUNITY)):
        about = About(access=access, consent=Piece.Consent.NOBODY)
        submit_evidence(
            actor=teacher,
            enrolment=evidence.enrolment,
            block_uid=evidence.block_uid,
            text=None,
            upload=upload,
            about=about,
            at=at,
        )


def tone() -> bytes:
    """Three seconds of an A, swelling and fading, as WAV."""
    out, last = io.BytesIO(), RATE * SECONDS
    swell = (math.sin(math.pi * at / last) * math.sin(2 * math.pi * PITCH * at / RATE) for at in range(last))
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"".join(struct.pack("<h", round(12_000 * level)) for level in swell))
    return out.getvalue()
