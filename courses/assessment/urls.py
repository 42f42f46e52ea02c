"""Addresses of evidence (the desk's queue, one piece under review, the private file) of extra time and of regrading."""

from django.urls import path

from courses.assessment import views

urlpatterns = [
    path("instituto/<slug:code>/evidencias/", views.queue, name="evidence_queue"),
    path("instituto/<slug:code>/evidencias/<uuid:uid>/", views.review, name="evidence_review"),
    path(
        "instituto/<slug:code>/cohortes/<int:pk>/personas/<uuid:enrolment>/tiempo/", views.extra_time, name="extra_time"
    ),
    path("cms/revision/<int:course_id>/recalificar/", views.course_regrading, name="course_regrading"),
    path("evidencia/<uuid:uid>/archivo/", views.file, name="evidence_file"),
]
