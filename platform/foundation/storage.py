"""Where files live that only a view with a right may hand out."""

from django.core.files.storage import Storage, storages


def private_storage() -> Storage:
    """The private storage; file fields name this function, so that migrations know no folder."""
    return storages["private"]
