"""Blocks that are no questions, as the document states them: one function for each type of ``ContentBlocks``."""

from collections.abc import Callable

from cms.pages.source.files import Files
from cms.pages.source.reading import Block, Reading


def heading(reading: Reading, _files: Files) -> Block:
    return {"text": reading.text("text")}


def text(reading: Reading, _files: Files) -> Block:
    return {"html": reading.html("html")}


def callout(reading: Reading, _files: Files) -> Block:
    return {"tone": reading["tone"], "title": reading.text("title"), "html": reading.html("html")}


def glossary(reading: Reading, _files: Files) -> Block:
    return {"term": reading.text("term"), "definition": reading.text("definition")}


def evidence(reading: Reading, _files: Files) -> Block:
    return {
        "title": reading.text("title"),
        "html": reading.html("html"),
        "accepts": sorted(reading["accepts"]),
        "criteria": [item.text() for _uid, item in reading.items("criteria")],
    }


def image(reading: Reading, files: Files) -> Block:
    decorative = bool(reading["decorative"])
    return {
        **files.add_picture(reading["image"], "max-1280x1280"),
        "alt": {reading.language: ""} if decorative else reading.text("alt"),
        "caption": reading.text("caption"),
        "decorative": decorative,
    }


def audio(reading: Reading, files: Files) -> Block:
    media = reading["media"]
    return {
        "asset": files.add(media.file),
        "title": reading.text("title"),
        "transcript": reading.html("transcript"),
        "seconds": round(media.duration or 0),
    }


def video(reading: Reading, files: Files) -> Block:
    poster = reading["poster"]
    return {
        "asset": files.add(reading["media"].file),
        "title": reading.text("title"),
        "transcript": reading.html("transcript"),
        **({"poster": files.add_picture(poster, "max-1280x720")["asset"]} if poster else {}),
    }


def download(reading: Reading, files: Files) -> Block:
    return {"asset": files.add(reading["document"].file), "title": reading.text("title")}


CONTENTS: dict[str, Callable[[Reading, Files], Block]] = {
    "heading": heading,
    "text": text,
    "callout": callout,
    "glossary": glossary,
    "evidence": evidence,
    "image": image,
    "audio": audio,
    "video": video,
    "download": download,
}
