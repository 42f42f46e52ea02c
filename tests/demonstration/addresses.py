"""Without demonstration mode, as in the tests' settings, none of these addresses exists for anybody."""

from tests.addressing import Address, World


def _teacher(_world: World) -> dict[str, str]:
    return {"key": "docente"}


ADDRESSES = [
    Address("demonstration", anonymous=404, stranger=404, allowed=404),
    Address("demonstration_mailbox", anonymous=404, stranger=404, allowed=404),
    Address("demonstration_sign_in", anonymous=404, stranger=404, allowed=404, method="post", make=_teacher),
]
