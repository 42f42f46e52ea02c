"""Which pages and files of the CMS are open to a person: what lists, choosers, forms and addresses ask."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet
from wagtail.models import Collection, Page
from wagtail.permissions import page_permission_policy

from accounts.models import User

Person = User | AnonymousUser


def pages_of_ones_own(user: Person) -> QuerySet[Page]:
    """Where the person writes, and the way there."""
    pages: QuerySet[Page] = page_permission_policy.explorable_instances(user)
    return pages


def pages_to_link_to(user: Person) -> QuerySet[Page]:
    """One's own, and what is published: unless its title has changed since, which only a draft says."""
    own = Q(pk__in=pages_of_ones_own(user).values("pk"))
    pages: QuerySet[Page] = Page.objects.filter(own | Q(live=True, draft_title=F("title")))
    return pages


def collections_open_to(user: Person, app_label: str) -> QuerySet[Collection]:
    """Collections in which one of the person's groups has any right over files of one kind."""
    if user.is_superuser:
        everything: QuerySet[Collection] = Collection.objects.all()
        return everything
    granted = Collection.objects.filter(
        group_permissions__group__in=user.groups.all(),
        group_permissions__permission__content_type__app_label=app_label,
    )
    found = Q(pk__in=[])
    for path in granted.values_list("path", flat=True).distinct():
        found |= Q(path__startswith=path)
    collections: QuerySet[Collection] = Collection.objects.filter(found)
    return collections


def files_open_to(user: Person, model: Any) -> QuerySet[Any]:
    """Images, documents or recordings in those collections."""
    files: QuerySet[Any] = model.objects.filter(collection__in=collections_open_to(user, model._meta.app_label))
    return files
