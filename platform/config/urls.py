"""Which room answers under which address; rooms are named, never imported."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

# Wagtail brings sign-in pages of its own, which ask for no second factor and count no attempts: ours is the only one.
sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("", include("accounts.urls")),
    path("cuenta/", include("allauth.urls")),
    path("", include("foundation.urls")),
    path("", include("letters.urls")),
    path("", include("institutes.urls")),
    path("", include("languages.urls")),
    path("", include("courses.player.urls")),
    path("", include("courses.records.urls")),
    path("", include("courses.agenda.urls")),
    path("", include("courses.recommending.urls")),
    path("", include("courses.programmes.urls")),
    path("", include("courses.notes.urls")),
    path("", include("courses.study.urls")),
    path("", include("courses.attendance.urls")),
    path("", include("courses.conversations.urls")),
    path("", include("courses.guidance.urls")),
    path("", include("courses.projects.urls")),
    path("", include("courses.assessment.urls")),
    path("", include("courses.marking.urls")),
    path("", include("courses.moving.urls")),
    path("", include("courses.peers.urls")),
    path("", include("courses.cohorts.urls")),
    path("", include("certification.actas.urls")),
    path("", include("certification.credentials.urls")),
    path("", include("certification.verification.urls")),
    path("", include("evaluation.instruments.urls")),
    path("", include("evaluation.findings.urls")),
    path("", include("evaluation.publication.urls")),
    path("", include("demonstration.urls")),
    path("cms/login/", sign_in, name="cms_sign_in"),
    path("", include("cms.review.guest_urls")),
    path("", include("cms.discussion.guest_urls")),
    path("cms/", include("cms.review.urls")),
    path("cms/", include("cms.questions.urls")),
    path("cms/", include("cms.proposals.urls")),
    path("", include("cms.desk.urls")),
    path("", include("cms.glossary.urls")),
    path("cms/", include("cms.discussion.urls")),
    path("cms/", include("courses.editions.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("documentos/", include(wagtaildocs_urls)),
    *i18n_patterns(path("_util/login/", sign_in, name="page_sign_in"), path("", include(wagtail_urls))),
]
