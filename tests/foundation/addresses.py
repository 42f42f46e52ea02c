from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from foundation.models import Job
from tests.addressing import Address, World


def job_of_the_teacher(world: World) -> dict[str, object]:
    made = world.once("job", lambda: Job.objects.create(kind="test", title="Trabajo", owner=world.teacher))
    return {"job_id": made.pk}


def uploaded_file(world: World) -> dict[str, object]:
    return {"path": world.once("file", lambda: default_storage.save("editions/te/nota.pdf", ContentFile(b"%PDF-1.7")))}


ADDRESSES = [
    Address("alive", anonymous=200, stranger=200),
    Address("ready", anonymous=200, stranger=200),
    Address("style", anonymous=404, stranger=404, allowed=404),  # tests run without DEBUG and DEMONSTRATION
    Address("accessibility", anonymous=200, stranger=200),
    Address("licences", anonymous=200, stranger=200),
    Address("favicon", anonymous=302, stranger=302, allowed=302),
    Address("api_schema", anonymous=200, stranger=200),
    Address("media", make=uploaded_file, anonymous=200, stranger=200),
    Address("job", make=job_of_the_teacher),
    Address("job_state", make=job_of_the_teacher),
]
