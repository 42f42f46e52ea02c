"""Addresses of evidence: the desk's queue, one piece under review, and the private file."""

from django.urls import path

from courses.assessment import views

urlpatterns = [
    path("instituto/<slug:code>/evidencias/", views.queue, name="evidence_queue"),
    path("instituto/<slug:code>/evidencias/<uuid:uid>/", views.review, name="evidence_review"),
    path("evidencia/<uuid:uid>/archivo/", views.file, name="evidence_file"),
]
