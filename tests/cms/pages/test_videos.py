"""Videos elsewhere: the few addresses that are taken, and everything that only looks like one."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.pages.videos import SERVICES, AddressRefused, Refusal, video_at, watch_address

ALL = tuple(SERVICES)
YOUTUBE = "aqz-KE-bpKQ"


@pytest.mark.parametrize(
    "address",
    [
        f"https://www.youtube.com/watch?v={YOUTUBE}",
        f"https://youtube.com/watch?t=3&v={YOUTUBE}&list=x",
        f"http://m.youtube.com/watch?v={YOUTUBE}",
        f"https://youtu.be/{YOUTUBE}?si=abc",
        f"youtu.be/{YOUTUBE}",
        f"https://www.youtube.com/embed/{YOUTUBE}",
        f"https://www.youtube.com/shorts/{YOUTUBE}",
        f"https://www.youtube-nocookie.com/embed/{YOUTUBE}",
        f"  HTTPS://WWW.YOUTUBE.COM/watch?v={YOUTUBE}  ",
    ],
)
def test_each_form_of_a_youtube_address_gives_the_video(address: str) -> None:
    assert video_at(address, ALL) == ("youtube", YOUTUBE)


@pytest.mark.parametrize("address", ["https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?h=1",
                                     "vimeo.com/channels/staffpicks/76979871"])  # fmt: skip
def test_each_form_of_a_vimeo_address_gives_the_video(address: str) -> None:
    assert video_at(address, ALL) == ("vimeo", "76979871")


REFUSED = [
    ("", Refusal.FORM),
    (f"javascript:alert(1)//www.youtube.com/watch?v={YOUTUBE}", Refusal.FORM),
    (f"data:text/html,https://youtu.be/{YOUTUBE}", Refusal.FORM),
    (f"file:///youtu.be/{YOUTUBE}", Refusal.FORM),
    (f"ftp://youtu.be/{YOUTUBE}", Refusal.FORM),
    (f"https://youtu.be@10.0.0.1/{YOUTUBE}", Refusal.FORM),
    (f"https://10.0.0.1@youtu.be/{YOUTUBE}", Refusal.FORM),
    (f"https://youtu.be:8080/{YOUTUBE}", Refusal.FORM),
    (f"https://youtu.be:443/{YOUTUBE}", Refusal.FORM),
    (f"https://youtu.be:x/{YOUTUBE}", Refusal.FORM),
    (f"https://youtu.be\\@127.0.0.1/{YOUTUBE}", Refusal.FORM),
    (f"https://уoutu.be/{YOUTUBE}", Refusal.FORM),  # a Cyrillic letter
    (f"https://youtu。be/{YOUTUBE}", Refusal.FORM),
    (f"https://youtu.be/{YOUTUBE}\nhttps://a.mx", Refusal.FORM),
    (f"https://[::1]/{YOUTUBE}", Refusal.FORM),
    (f"https://xn--outu-r5d.be/{YOUTUBE}", Refusal.HOST),
    (f"https://127.0.0.1/watch?v={YOUTUBE}", Refusal.HOST),
    (f"https://localhost/watch?v={YOUTUBE}", Refusal.HOST),
    (f"https://169.254.169.254/{YOUTUBE}", Refusal.HOST),
    (f"https://youtube.com.evil.mx/watch?v={YOUTUBE}", Refusal.HOST),
    (f"https://evilyoutube.com/watch?v={YOUTUBE}", Refusal.HOST),
    (f"https://youtu.be./{YOUTUBE}", Refusal.HOST),
    (f"https://dailymotion.com/video/{YOUTUBE}", Refusal.HOST),
    ("https://www.youtube.com/redirect?q=https://10.0.0.1/", Refusal.VIDEO),
    ("https://www.youtube.com/attribution_link?u=/watch", Refusal.VIDEO),
    ("https://www.youtube.com/playlist?list=x", Refusal.VIDEO),
    ("https://www.youtube.com/", Refusal.VIDEO),
    ("https://www.youtube.com/watch?v=corto", Refusal.VIDEO),
    (f"https://www.youtube.com/watch?v={YOUTUBE}%22onload=", Refusal.VIDEO),
    ("https://youtu.be/../../etc/passwd", Refusal.VIDEO),
    ("https://vimeo.com/123456789/abcdef", Refusal.VIDEO),
    ("https://vimeo.com/manage/videos", Refusal.VIDEO),
    ("https://youtu.be/" + "a" * 500, Refusal.FORM),
]


@pytest.mark.parametrize(("address", "reason"), REFUSED)
def test_whatever_only_looks_like_a_video_is_refused_with_a_reason(address: str, reason: Refusal) -> None:
    with pytest.raises(AddressRefused) as refusal:
        video_at(address, ALL)
    assert refusal.value.reason == reason


def test_a_service_that_is_not_allowed_here_is_refused() -> None:
    with pytest.raises(AddressRefused) as refusal:
        video_at(f"https://youtu.be/{YOUTUBE}", ["vimeo"])
    assert refusal.value.reason == Refusal.HOST


HOSTS = st.sampled_from(
    ["youtu.be", "www.youtube.com", "vimeo.com", "127.0.0.1", "[::1]", "evil.mx", "уoutu.be", "youtu.be."]
)
PIECES = st.lists(
    st.one_of(
        HOSTS,
        st.sampled_from(["https://", "//", "/", "@", ":", "?v=", "watch", "#", "\\", "%2f", YOUTUBE]),
        st.text(max_size=4),
    ),
    max_size=8,
)


@given(PIECES.map("".join) | st.text())
def test_what_is_taken_leads_to_its_service_and_nowhere_else(address: str) -> None:
    try:
        service, identifier = video_at(address, ALL)
    except AddressRefused:
        return
    watched = watch_address(service, identifier)
    assert watched.startswith(("https://www.youtube.com/watch?v=", "https://vimeo.com/"))
    assert set(identifier) <= set(string.ascii_letters + string.digits + "-_")
    assert video_at(watched, ALL) == (service, identifier)


@given(st.text(), st.text())
def test_a_forged_document_leads_nowhere(service: str, identifier: str) -> None:
    assert watch_address(service, identifier) == "" or service in SERVICES
    assert watch_address("youtube", f"{identifier}/../x") == ""
