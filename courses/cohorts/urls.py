"""Addresses of making and changing groups; their lists, with people, belong to study."""

from django.urls import path

from courses.cohorts import views

urlpatterns = [
    path("instituto/<slug:code>/cohortes/nueva/", views.create, name="cohort_create"),
    path("instituto/<slug:code>/cohortes/<int:pk>/cambiar/", views.change, name="cohort_change"),
    path("instituto/<slug:code>/cohortes/<int:pk>/cerrar/", views.close_enrolment, name="cohort_close"),
]
