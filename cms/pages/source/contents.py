"""Blocks that are no questions, as the document states them: one function for each type of ``ContentBlocks``."""

from collections.abc import Callable
from typing import Any

from django.conf import settings

from cms.pages.blocks.content import SIDES
from cms.pages.formulas import mathml_of
from cms.pages.html import clean_html, is_blank, plain
from cms.pages.source.files import Files
from cms.pages.source.reading import Block, Reading
from cms.pages.source.rubrics import rubric
from cms.pages.tabular import cells_of
from cms.pages.videos import video_at


def heading(reading: Reading, _files: Files) -> Block:
    return {"text": reading.text("text")}


def text(reading: Reading, _files: Files) -> Block:
    return {"html": reading.html("html")}


def callout(reading: Reading, _files: Files) -> Block:
    return {"tone": reading["tone"], "title": reading.text("title"), "html": reading.html("html")}


def glossary(reading: Reading, _files: Files) -> Block:
    return {"term": reading.text("term"), "definition": reading.text("definition")}


def glossary_terms(reading: Reading, _files: Files) -> Block:
    return {"terms": [_term(item.source) for _uid, item in reading.items("terms")]}


def _term(term: Any) -> Block:
    stated = {"person": plain(term.person), "source": plain(term.source)}
    credit = {name: value for name, value in stated.items() if value}
    return {
        "uid": str(term.uid),
        "term": {term.language: plain(term.term)},
        "definition": {term.language: plain(term.definition)},
        **({"credit": {**credit, "organisation": term.organisation.code}} if credit else {}),
    }


def parallel(reading: Reading, files: Files) -> Block:
    languages = [reading[f"{side}_language"] for side in SIDES if reading[f"{side}_language"]]
    return {
        "title": reading.text("title"),
        "languages": languages,
        "rows": [
            {
                "uid": uid,
                "sides": [
                    _side(item.source[side], language, files) for side, language in zip(SIDES, languages, strict=False)
                ],
            }
            for uid, item in reading.items("rows")
        ],
    }


def _side(passage: Any, language: str, files: Files) -> Block:
    """A passage stays in its own language, whatever the language of whoever reads the course."""
    recording = _recording(passage["audio"], files) if passage["audio"] else {}
    return {"language": language, "html": {language: _html(passage["html"])}, **recording}


def _html(stored: Any) -> str:
    return clean_html(str(getattr(stored, "source", stored) or ""))


def table(reading: Reading, _files: Files) -> Block:
    headers = reading["headers"]
    return {
        "caption": reading.text("caption"),
        "header_row": headers in ("row", "both"),
        "header_column": headers in ("column", "both"),
        "rows": [[{reading.language: cell} for cell in row] for row in cells_of(reading["cells"])],
    }


def formula(reading: Reading, _files: Files) -> Block:
    latex = plain(reading["latex"])
    return {"latex": latex, "alt": reading.text("alt"), "mathml": mathml_of(latex)}


def evidence(reading: Reading, _files: Files) -> Block:
    return {
        "title": reading.text("title"),
        "html": reading.html("html"),
        "accepts": sorted(reading["accepts"]),
        "criteria": _criteria(reading),
        **rubric(reading),
        **({"peers": reading["peers"]} if reading["peers"] else {}),
    }


def _criteria(reading: Reading) -> list[dict[str, str]]:
    return [item.text() for _uid, item in reading.items("criteria")]


def oral_practice(reading: Reading, files: Files) -> Block:
    model = reading["media"]
    return {
        "title": reading.text("title"),
        "html": reading.html("html"),
        "prompt": reading.html("prompt"),
        "longest": reading["longest"],
        "accepts": ["audio", "text"] if reading["written"] else ["audio"],
        "criteria": _criteria(reading),
        **({"model": {**_recording(model, files), **_transcripts(reading)}} if model else {}),
    }


def project(reading: Reading, _files: Files) -> Block:
    adviser = {"title": reading.text("adviser"), "text": reading.text("adviser_reason")}
    return {
        "title": reading.text("title"),
        "html": reading.html("html"),
        **({"adviser": adviser} if plain(reading["adviser"]) else {}),
        "milestones": [_milestone(uid, item) for uid, item in reading.items("milestones")],
    }


def _milestone(uid: str, reading: Reading) -> Block:
    return {
        "uid": uid,
        "title": reading.text("title"),
        "html": reading.html("html"),
        "accepts": sorted(reading["accepts"]),
        **({"weeks": reading["weeks"]} if reading["weeks"] else {}),
    }


def image(reading: Reading, files: Files) -> Block:
    decorative = bool(reading["decorative"])
    return {
        **files.add_picture(reading["image"], "max-1280x1280"),
        "alt": {reading.language: ""} if decorative else reading.text("alt"),
        "caption": reading.text("caption"),
        "decorative": decorative,
    }


def gallery(reading: Reading, files: Files) -> Block:
    images = [{"uid": uid, **image(item, files)} for uid, item in reading.items("images")]
    return {"title": reading.text("title"), "images": images}


def _recording(media: Any, files: Files) -> Block:
    return files.add_recording(media.file, media.duration)


def _transcripts(reading: Reading) -> Block:
    """What is said, in the language of the course and in those in which it is written besides."""
    others = [
        {"uid": uid, "language": item["language"], "html": {item["language"]: _html(item["html"])}}
        for uid, item in reading.items("transcripts")
        if not is_blank(item["html"])
    ]
    return {"transcript": reading.html("transcript"), **({"transcripts": others} if others else {})}


def audio(reading: Reading, files: Files) -> Block:
    return {"title": reading.text("title"), **_recording(reading["media"], files), **_transcripts(reading)}


def video(reading: Reading, files: Files) -> Block:
    return {
        "title": reading.text("title"),
        **_recording(reading["media"], files),
        **_transcripts(reading),
        **_captions(reading, files),
        **_poster(reading, files),
    }


def _captions(reading: Reading, files: Files) -> Block:
    """What is said while one watches, in each language in which it is written."""
    found = [
        {"uid": uid, "language": item["language"], "asset": files.add(item["file"].file)}
        for uid, item in reading.items("captions")
        if item["file"]
    ]
    return {"captions": found} if found else {}


def _poster(reading: Reading, files: Files) -> Block:
    poster = reading["poster"]
    return {"poster": files.add_picture(poster, "max-1280x720")["asset"]} if poster else {}


def embed(reading: Reading, files: Files) -> Block:
    service, identifier = video_at(reading["address"], settings.VIDEO_HOSTS)
    return {
        "service": service,
        "video": identifier,
        "title": reading.text("title"),
        "transcript": reading.html("transcript"),
        **({"seconds": reading["minutes"] * 60} if reading["minutes"] else {}),
        **_poster(reading, files),
    }


def download(reading: Reading, files: Files) -> Block:
    return {"asset": files.add(reading["document"].file), "title": reading.text("title")}


CONTENTS: dict[str, Callable[[Reading, Files], Block]] = {
    "heading": heading,
    "text": text,
    "callout": callout,
    "glossary": glossary,
    "glossary_terms": glossary_terms,
    "parallel": parallel,
    "table": table,
    "formula": formula,
    "image": image,
    "gallery": gallery,
    "audio": audio,
    "video": video,
    "embed": embed,
    "download": download,
    "evidence": evidence,
    "oral_practice": oral_practice,
    "project": project,
}
