"""Who gets in at the addresses of languages."""

from accounts.models import User
from institutes.models import Membership
from languages.models import Language
from tests.addressing import Address, World
from tests.languages.factories import make_strings, propose

Role = Membership.Role


def _hch(_world: World) -> dict[str, object]:
    return {"tag": "hch"}


def _string(world: World) -> dict[str, object]:
    return {"tag": "hch", "pk": world.once("strings", make_strings)[0].pk}


def _proposal(world: World) -> dict[str, object]:
    strings, language = world.once("strings", make_strings), Language.objects.get(tag="hch")
    return {"tag": "hch", "pk": world.once("proposal", lambda: propose(strings[0], language, ["ɨ"])).pk}


def _trainer(world: World) -> User:
    return world.member(Role.AUTHOR)


def _admin(world: World) -> User:
    return world.member(Role.SEJ_ADMIN)


# Trainers of any institute translate: who speaks a language works nowhere in particular.
ADDRESSES = [
    Address("languages", anonymous=200, stranger=200),
    Address("languages", method="post", anonymous=302, stranger=302, allowed=302),
    Address("languages_administered", as_=_admin),
    Address("language_add", as_=_admin),
    Address("language_change", make=_hch, as_=_admin),
    Address("language_remove", method="post", make=_hch, as_=_admin, allowed=302),
    Address("alphabet", make=_hch, as_=_trainer, stranger_staff=200),
    Address("interface_desk", as_=_trainer, stranger_staff=200),
    Address("interface_strings", make=_hch, as_=_trainer, stranger_staff=200),
    Address("interface_string", make=_string, as_=_trainer, stranger_staff=200),
    Address("interface_export", make=_hch, as_=_trainer, stranger_staff=200),
    Address("interface_import", make=_hch, as_=_trainer, stranger_staff=200),
    Address("interface_review", method="post", make=_hch, as_=_trainer, allowed=302, stranger_staff=302),
    Address("interface_decide", method="post", make=_proposal, as_=_trainer, allowed=302, stranger_staff=302),
]
