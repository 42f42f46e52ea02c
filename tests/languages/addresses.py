"""Who gets in at the addresses of languages."""

from tests.addressing import Address

ADDRESSES = [
    Address("languages", anonymous=200, stranger=200),
    Address("languages", method="post", anonymous=302, stranger=302, allowed=302),
]
