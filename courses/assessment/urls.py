"""Addresses of the private file of a piece of evidence, of extra time, and of marking again."""

from django.urls import path

from courses.assessment import views

urlpatterns = [
    path(
        "instituto/<slug:code>/cohortes/<int:pk>/personas/<uuid:enrolment>/tiempo/", views.extra_time, name="extra_time"
    ),
    path("cms/revision/<int:course_id>/recalificar/", views.course_regrading, name="course_regrading"),
    path("evidencia/<uuid:uid>/archivo/", views.file, name="evidence_file"),
]
