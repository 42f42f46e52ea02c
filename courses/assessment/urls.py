"""The address of the private file of a piece of evidence."""

from django.urls import path

from courses.assessment import views

urlpatterns = [path("evidencia/<uuid:uid>/archivo/", views.file, name="evidence_file")]
