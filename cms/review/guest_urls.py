"""Addresses for people without an account: outside the CMS, opened by the link itself."""

from django.urls import path

from cms.review.views import guests

urlpatterns = [
    path("revision/invitacion/<str:token>/", guests.guest_review, name="guest_review"),
    path("revision/invitacion/<str:token>/decidir/", guests.guest_review_decide, name="guest_review_decide"),
]
