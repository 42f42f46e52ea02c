"""The address of a cohort's follow-up."""

from django.urls import path

from courses.guidance import views

urlpatterns = [path("instituto/<slug:code>/cohortes/<int:pk>/seguimiento/", views.follow_up, name="follow_up")]
