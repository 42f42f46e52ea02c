"""Addresses of groups with their people, and of invitations."""

from django.urls import path

from courses.study import views

urlpatterns = [
    path("instituto/<slug:code>/cohortes/", views.cohorts, name="cohorts"),
    path("instituto/<slug:code>/cohortes/<int:pk>/", views.cohort, name="cohort"),
    path("instituto/<slug:code>/cohortes/<int:pk>/personas.csv", views.cohort_csv, name="cohort_csv"),
    path("inscripcion/<str:invitation>/", views.invitation, name="invitation"),
]
