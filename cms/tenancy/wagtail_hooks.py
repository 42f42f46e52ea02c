"""Choosers, the admin's API and the address of documents: each gives only what is open to the person."""

from typing import Any

from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images import get_image_model
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtailmedia.models import get_media_model

from cms.pages.visibility import files_open_to, pages_to_link_to
from cms.tenancy.permissions import may_see_file

IMAGE, DOCUMENT, MEDIA = get_image_model(), get_document_model(), get_media_model()


@hooks.register("construct_page_chooser_queryset")
def pages_to_choose(pages: Any, request: HttpRequest) -> Any:
    """Wagtail's page chooser offers every draft of the site."""
    return pages.filter(pk__in=pages_to_link_to(request.user).values("pk"))


@hooks.register("construct_image_chooser_queryset")
def images_to_choose(images: Any, request: HttpRequest) -> Any:
    return images.filter(pk__in=files_open_to(request.user, IMAGE).values("pk"))


@hooks.register("construct_document_chooser_queryset")
def documents_to_choose(documents: Any, request: HttpRequest) -> Any:
    return documents.filter(pk__in=files_open_to(request.user, DOCUMENT).values("pk"))


@hooks.register("construct_media_chooser_queryset")
def media_to_choose(media: Any, request: HttpRequest) -> Any:
    """wagtailmedia offers one's own uploads alone; an institute shares its recordings as it shares its images."""
    return files_open_to(request.user, MEDIA)


class ImagesOpenToOne(ImagesAdminAPIViewSet):
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(pk__in=files_open_to(self.request.user, IMAGE).values("pk"))


class DocumentsOpenToOne(DocumentsAdminAPIViewSet):
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(pk__in=files_open_to(self.request.user, DOCUMENT).values("pk"))


@hooks.register("construct_admin_api", order=1000)
def endpoints(router: Any) -> None:
    """In place of Wagtail's, which list the files of everybody."""
    router.register_endpoint("images", ImagesOpenToOne)
    router.register_endpoint("documents", DocumentsOpenToOne)


@hooks.register("before_serve_document")
def serve_own_documents(document: Any, request: HttpRequest) -> None:
    """A document's address has a number and a name in it, both easily guessed."""
    if not may_see_file(request.user, document):
        raise Http404
