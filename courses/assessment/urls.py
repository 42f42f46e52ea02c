"""Addresses of the private file of a piece of evidence, and of extra time."""

from django.urls import path

from courses.assessment import views

urlpatterns = [
    path(
        "instituto/<slug:code>/cohortes/<int:pk>/personas/<uuid:enrolment>/tiempo/", views.extra_time, name="extra_time"
    ),
    path("evidencia/<uuid:uid>/archivo/", views.file, name="evidence_file"),
]
