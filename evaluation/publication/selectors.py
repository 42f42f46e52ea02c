"""Reads of releases; what is published is public."""

from django.db.models import Exists, OuterRef, QuerySet

from evaluation.publication.models import Release


def all_releases() -> QuerySet[Release]:
    """Every release with its pilot, newest first; the cut's frozen inputs stay in the database."""
    releases = Release.objects.select_related("pilot__edition", "data_cut")
    return releases.defer("data_cut__inputs", "data_cut__charts").order_by("-published_at", "-pk")


def latest_releases() -> QuerySet[Release]:
    """The last release of each pilot, newest first."""
    later = Release.objects.filter(pilot=OuterRef("pilot"), number__gt=OuterRef("number"))
    return all_releases().filter(~Exists(later))
