"""How long recordings last, and what is taken out of them. The files are made by hand, byte by byte."""

import io
import struct
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation import sound
from foundation.sound import MP3, MP4, OGG, WAV, WEBM, Damaged, Film, length_of, without_metadata


def element(number: int, body: bytes, *, unknown: bool = False) -> bytes:
    """A WebM element; of unknown size while it is being recorded."""
    head = number.to_bytes((number.bit_length() + 7) // 8)
    size = b"\x01" + b"\xff" * 7 if unknown else (len(body) | 1 << 56).to_bytes(8)
    return head + size + body


def webm(*milliseconds: int, track: int = 2, unknown: bool = True) -> bytes:
    """As browsers record it: no length anywhere, a block at each moment, clusters of unknown size."""
    header = element(0x1A45DFA3, element(0x4282, b"webm"))
    tracks = element(0x1654AE6B, element(0xAE, element(0x83, bytes([track]))))
    clusters = b"".join(
        element(
            0x1F43B675,
            element(0xE7, moment.to_bytes(4)) + element(0xA3, b"\x81" + struct.pack(">h", 40) + b"\x80sound"),
            unknown=unknown,
        )
        for moment in milliseconds
    )
    info = element(0x1549A966, element(0x2AD7B1, (1_000_000).to_bytes(3)))
    return header + element(0x18538067, info + tracks + clusters, unknown=unknown)


def ogg(seconds: int) -> bytes:
    def page(granule: int, body: bytes) -> bytes:
        return b"OggS\0\0" + struct.pack("<q", granule) + bytes(12) + b"\1" + bytes([len(body)]) + body

    head = b"OpusHead\1\1" + struct.pack("<HI", 312, 48_000) + bytes(3)
    return page(0, head) + page(0, b"OpusTags") + page(seconds * 48_000 + 312, b"sound")


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), kind) + body


def mp4(seconds: int, *, handler: bytes = b"soun", more: bytes = b"") -> bytes:
    head = box(b"mvhd", bytes(12) + struct.pack(">II", 1000, seconds * 1000))
    media = box(b"mdhd", bytes(12) + struct.pack(">II", 48_000, 0)) + box(b"hdlr", bytes(8) + handler + bytes(4))
    return box(b"ftyp", b"M4A \0\0\0\0") + box(b"moov", head + box(b"trak", box(b"mdia", media)) + more)


def fragmented(samples: int) -> bytes:
    """As Safari records it: the length stands in the fragments only."""
    extends = box(b"mvex", box(b"trex", bytes(12) + struct.pack(">III", 1024, 0, 0)))
    run = box(b"trun", bytes(4) + struct.pack(">I", samples))
    listed = box(b"trun", b"\0\0\x03\0" + struct.pack(">I", 2) + struct.pack(">IIII", 480, 9, 480, 9))
    one = box(b"moof", box(b"traf", box(b"tfhd", bytes(8)) + run + listed))
    return mp4(0, more=extends) + one + one


def wav(seconds: float) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(int(16_000 * seconds)))
    return out.getvalue()


def mp3(seconds: int, tag: bytes = b"") -> bytes:
    """A constant 32 kbit/s, MPEG 1 layer 3."""
    return tag + b"\xff\xfb\x10\xc4" + bytes(4000 * seconds - 4)


@pytest.mark.parametrize(
    ("data", "media_type", "seconds"),
    [
        (webm(0, 1000, 61_000), WEBM, 61.04),
        (webm(0, 2000, unknown=False), WEBM, 2.04),
        (ogg(65), OGG, 65),
        (mp4(12), MP4, 12),
        (fragmented(100), MP4, 2 * (100 * 1024 + 960) / 48_000),
        (wav(1.5), WAV, 1.5),
        (mp3(7), MP3, 7),
        (mp3(7, b"ID3\x04\0\0\0\0\0\x0atitle here"[:20]), MP3, 7),
    ],
)
def test_reads_the_length(data: bytes, media_type: str, seconds: float) -> None:
    assert length_of(data, media_type) == pytest.approx(seconds, abs=0.02)


def test_a_recording_that_was_cut_off_lasts_as_long_as_what_arrived() -> None:
    whole = webm(0, 1000, 2000)
    assert length_of(whole[:-3], WEBM) == pytest.approx(1.04)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"\x1a\x45\xdf\xa3 and then nothing of it", WEBM),
        (webm(), WEBM),
        (b"OggS and then a letter to somebody", OGG),
        (b"\0\0\0\x18ftypM4A no boxes here", MP4),
        (mp4(3)[:24], MP4),
        (b"ID3\x04\0\0\0\0\0\0 words, only words" * 10, MP3),
        (b"RIFF\0\0\0\0WAVEfmt ", WAV),
        (wav(0), WAV),
    ],
)
def test_what_holds_no_sound_is_damaged(data: bytes, media_type: str) -> None:
    with pytest.raises(Damaged):
        length_of(data, media_type)


def test_a_film_is_not_a_recording() -> None:
    with pytest.raises(Film):
        length_of(webm(0, track=1), WEBM)
    with pytest.raises(Film):
        length_of(mp4(3, handler=b"vide"), MP4)


HEADS = {WEBM: webm(0)[:60], OGG: ogg(1)[:50], MP4: mp4(1)[:60], MP3: mp3(1)[:30], WAV: wav(0.1)[:50]}


@given(st.sampled_from(sorted(HEADS)), st.integers(0, 60), st.binary(max_size=300))
def test_any_bytes_have_a_length_or_are_refused(media_type: str, kept: int, rest: bytes) -> None:
    try:
        seconds = length_of(HEADS[media_type][:kept] + rest, media_type)
    except (Damaged, Film):
        return
    assert seconds is None or seconds >= 0


def test_what_a_phone_wrote_is_taken_out_and_the_sound_stays() -> None:
    place = box(b"udta", box(b"\xa9xyz", b"+20.6597-103.3496/"))
    told = mp4(9, more=place)
    cleaned = without_metadata(told, MP4)
    assert b"+20.65" in told
    assert b"+20.65" not in cleaned
    assert (len(cleaned), length_of(cleaned, MP4)) == (len(told), 9)


def test_titles_of_mp3_and_wav_are_taken_out() -> None:
    tag = b"ID3\x04\0\0\0\0\0\x0aMi escuela"
    assert without_metadata(mp3(2, tag) + b"TAG" + b"Mi escuela".ljust(125), MP3) == mp3(2)
    told = wav(1)
    told += struct.pack("<4sI", b"LIST", 12) + b"Mi escuela  "
    assert without_metadata(told, WAV)[12:] == wav(1)[12:]
    assert length_of(without_metadata(told, WAV), WAV) == 1


def test_what_browsers_record_stays_as_it_is() -> None:
    assert sound.without_metadata(webm(0), WEBM) == webm(0)
