"""Who gets in at the addresses of letters."""

from letters.selectors import unsubscribe_token
from tests.addressing import Address

ADDRESSES = [
    Address("letter_preferences", stranger=200),
    Address("unsubscribe", anonymous=200, stranger=200, make=lambda world: {"token": unsubscribe_token(world.teacher)}),
    Address("unsubscribe", anonymous=404, allowed=404, make=lambda world: {"token": "forged"}),
]
