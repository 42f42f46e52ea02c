"""How long a recording lasts, read from its container, and what a phone wrote beside the sound. Pure.

Five containers are read: WebM, Ogg, MP4 (whole and in fragments, as browsers record it), MP3 and WAV. Nothing is
decoded: a length is what the container says of its last piece of sound.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

WEBM, OGG, MP4, MP3, WAV = "audio/webm", "audio/ogg", "audio/mp4", "audio/mpeg", "audio/wav"


class Damaged(Exception):
    """There is no sound in it that could be read."""


class Film(Exception):
    """It holds pictures besides, or only pictures."""


def length_of(data: bytes, media_type: str) -> float | None:
    """Seconds; None where the container is sound and does not say. Raises Damaged or Film."""
    try:
        return _READERS[media_type](data)
    except (struct.error, IndexError, ValueError, ZeroDivisionError, RecursionError):
        raise Damaged from None


# --- WebM: elements of an id, a size and what they hold; while recording, a size may be unknown ---
_ENTERED = {0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0x1F43B675, 0xA0}  # Segment Info Tracks TrackEntry Cluster Group
_SCALE, _DURATION, _TRACK_TYPE, _TIMECODE, _BLOCKS = 0x2AD7B1, 0x4489, 0x83, 0xE7, {0xA3, 0xA1}


@dataclass
class _Webm:
    scale: int = 1_000_000
    duration: float = 0.0
    cluster: int = 0
    last: int = 0
    blocks: int = 0
    tracks: set[int] = field(default_factory=set)

    def take(self, element: int, body: bytes) -> None:
        if element == _SCALE:
            self.scale = int.from_bytes(body) or self.scale
        elif element == _DURATION:
            self.duration = struct.unpack(">f" if len(body) == 4 else ">d", body)[0]
        elif element == _TRACK_TYPE:
            self.tracks.add(int.from_bytes(body))
        elif element == _TIMECODE:
            self.cluster = int.from_bytes(body)
        elif element in _BLOCKS and len(body) > 4:
            self.blocks += 1
            self.last = max(self.last, self.cluster + struct.unpack(">h", body[1:3])[0])


def _webm(data: bytes) -> float:
    found = _Webm()
    for element, body in _elements(data):
        found.take(element, body)
    if 1 in found.tracks:
        raise Film
    if found.tracks != {2} or not found.blocks:
        raise Damaged
    return max(found.duration, float(found.last)) * found.scale / 1e9


def _elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Every element, those that hold others before what they hold; a last one that was cut off is left out."""
    at = 0
    while at < len(data):
        element, at = _number(data, at, marked=True)
        size, at = _number(data, at, marked=False)
        if element in _ENTERED:
            continue
        if size < 0 or at + size > len(data):
            return
        yield element, data[at : at + size]
        at += size


def _number(data: bytes, at: int, *, marked: bool) -> tuple[int, int]:
    """A number of one to eight bytes and where it ends; -1 for a size that is not known yet."""
    if at >= len(data):
        return -1, at
    width = 9 - data[at].bit_length()
    if width > 8:
        raise Damaged
    number = int.from_bytes(data[at : at + width])
    if marked:
        return number, at + width
    mask = (1 << (7 * width)) - 1
    return (-1 if number & mask == mask else number & mask), at + width


# --- Ogg: pages, the last of which says how many samples there were ---
def _ogg(data: bytes) -> float | None:
    if b"\x80theora" in data[:512]:
        raise Film
    last = data.rfind(b"OggS")
    granule = struct.unpack("<q", data[last + 6 : last + 14])[0]
    opus, vorbis = data.find(b"OpusHead", 0, 512), data.find(b"\x01vorbis", 0, 512)
    if opus >= 0:
        skipped = struct.unpack("<H", data[opus + 10 : opus + 12])[0]
        samples, rate = granule - skipped, 48_000
    elif vorbis >= 0:
        samples, rate = granule, struct.unpack("<I", data[vorbis + 12 : vorbis + 16])[0]
    else:
        raise Damaged
    if last <= 0 or granule <= 0:
        raise Damaged
    return float(max(samples, 0) / rate)


# --- MP4: boxes in boxes ---
_BOXES = {b"moov", b"trak", b"mdia", b"mvex", b"moof", b"traf"}
Box = tuple[bytes, int, int]  # kind, where its body begins, where it ends


def _boxes(data: bytes, start: int, stop: int) -> Iterator[Box]:
    """Every box, those that hold others before what they hold."""
    at = start
    while at + 8 <= stop:
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        body = at + 8
        if size == 1:
            size, body = struct.unpack(">Q", data[body : body + 8])[0], body + 8
        end = stop if size == 0 else at + size
        if end <= at or body > end:
            raise Damaged
        yield kind, body, min(end, stop)
        if kind in _BOXES:
            yield from _boxes(data, body, min(end, stop))
        at = end


@dataclass
class _Mp4:
    length: float = 0.0
    scale: int = 0
    default: int = 0
    fragments: int = 0
    kinds: set[bytes] = field(default_factory=set)

    def take(self, kind: bytes, body: bytes) -> None:
        if kind == b"mvhd":
            scale, units = _scaled(body)
            self.length = units / scale if units < 2**32 - 1 else 0.0
        elif kind == b"mdhd":
            self.scale = self.scale or _scaled(body)[0]
        elif kind == b"hdlr":
            self.kinds.add(body[8:12])
        elif kind == b"trex":
            self.default = struct.unpack(">I", body[12:16])[0]
        elif kind == b"tfhd":
            self.default = _default_duration(body) or self.default
        elif kind == b"trun":
            self.fragments += _run_duration(body, self.default)


def _mp4(data: bytes) -> float | None:
    found = _Mp4()
    for kind, start, stop in _boxes(data, 0, len(data)):
        found.take(kind, data[start:stop])
    if b"vide" in found.kinds:
        raise Film
    if b"soun" not in found.kinds:
        raise Damaged
    if found.fragments and found.scale:
        return max(found.length, found.fragments / found.scale)
    return found.length or None


def _scaled(body: bytes) -> tuple[int, int]:
    """Units in a second, and how many of them, of a head of either version."""
    scale, units = struct.unpack(">IQ", body[20:32]) if body[0] == 1 else struct.unpack(">II", body[12:20])
    return scale, units


def _default_duration(body: bytes) -> int:
    flags = int.from_bytes(body[1:4])
    if not flags & 0x8:
        return 0
    at = 8 + 8 * bool(flags & 0x1) + 4 * bool(flags & 0x2)
    return int(struct.unpack(">I", body[at : at + 4])[0])


def _run_duration(body: bytes, default: int) -> int:
    flags, count = int.from_bytes(body[1:4]), struct.unpack(">I", body[4:8])[0]
    if not flags & 0x100:
        return int(count) * default
    step = 4 * (flags & 0xF00).bit_count()
    start = 8 + 4 * bool(flags & 0x1) + 4 * bool(flags & 0x4)
    places = range(start, min(start + step * count, len(body) - 3), step)
    return sum(struct.unpack(">I", body[at : at + 4])[0] for at in places)


# --- MP3: frames; the first may say how many there are ---
_BITRATES = {3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)}
_LOW_BITRATES = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}


def _after_tag(data: bytes) -> int:
    """Where the sound begins, behind the tag that players read the title from."""
    if data[:3] != b"ID3":
        return 0
    a, b, c, d = data[6:10]
    return 10 + (a << 21 | b << 14 | c << 7 | d)


def _mp3(data: bytes) -> float:
    at = _first_frame(data)
    version, bitrate, rate = data[at + 1] >> 3 & 3, data[at + 2] >> 4, data[at + 2] >> 2 & 3
    if version not in _RATES:
        raise Damaged
    samples, per_second = (1152 if version == 3 else 576), _RATES[version][rate]
    for name in (b"Xing", b"Info"):
        head = data.find(name, at, at + 200)
        if head >= 0 and data[head + 7] & 1:
            return float(struct.unpack(">I", data[head + 8 : head + 12])[0] * samples / per_second)
    kilobits = _BITRATES.get(version, _LOW_BITRATES)[bitrate]
    return (len(data) - at) * 8 / (kilobits * 1000)


def _first_frame(data: bytes) -> int:
    """Some programs leave up to some kilobytes of nothing before it."""
    start = _after_tag(data)
    for at in range(start, min(start + 65_536, len(data) - 3)):
        if data[at] == 0xFF and data[at + 1] & 0xE6 == 0xE2:
            return at
    raise Damaged


# --- WAV: chunks ---
def _chunks(data: bytes) -> Iterator[Box]:
    at = 12
    while at + 8 <= len(data):
        kind, size = struct.unpack("<4sI", data[at : at + 8])
        yield kind, at + 8, min(at + 8 + size, len(data))
        at += 8 + size + size % 2


def _wav(data: bytes) -> float:
    bodies = {kind: data[start:stop] for kind, start, stop in _chunks(data)}
    if b"fmt " not in bodies or not bodies.get(b"data"):
        raise Damaged
    return float(len(bodies[b"data"]) / struct.unpack("<I", bodies[b"fmt "][8:12])[0])


_READERS = {WEBM: _webm, OGG: _ogg, MP4: _mp4, MP3: _mp3, WAV: _wav}


# --- What a phone wrote beside the sound ---
_TELLING_BOXES = {b"udta", b"meta", b"uuid"}


def without_metadata(data: bytes, media_type: str) -> bytes:
    """The recording without title, place and device, where its container lets them be taken out: MP4, MP3 and WAV.

    WebM and Ogg stay as they are: browsers record them, and write nothing into them but the program's name.
    """
    cleaners = {MP4: _mp4_cleaned, MP3: _mp3_cleaned, WAV: _wav_cleaned}
    return cleaners[media_type](data) if media_type in cleaners else data


def _mp4_cleaned(data: bytes) -> bytes:
    """Boxes that tell become empty space of the same size, so that nothing behind them moves."""
    cleaned = bytearray(data)
    for kind, start, stop in _boxes(data, 0, len(data)):
        if kind in _TELLING_BOXES:
            named = data.rindex(kind, 0, start)
            cleaned[named : named + 4] = b"free"
            cleaned[start:stop] = bytes(stop - start)
    return bytes(cleaned)


def _mp3_cleaned(data: bytes) -> bytes:
    end = len(data) - 128 if data[-128:-125] == b"TAG" else len(data)
    return data[_after_tag(data) : end]


def _wav_cleaned(data: bytes) -> bytes:
    kept = [(kind, data[start:stop]) for kind, start, stop in _chunks(data) if kind in (b"fmt ", b"fact", b"data")]
    body = b"".join(kind + struct.pack("<I", len(held)) + held + b"\0" * (len(held) % 2) for kind, held in kept)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body
