"""Addresses of community projects."""

from django.urls import path

from courses.projects import views

urlpatterns = [
    path("estudiar/<uuid:enrolment>/proyecto/<uuid:project>/", views.project, name="project"),
    path("proyecto/asesoria/<uuid:adviser>/quitar/", views.adviser_remove, name="adviser_remove"),
    path("proyecto/hito/<uuid:evidence>/aval/", views.endorsement_ask, name="endorsement_ask"),
    path("aval/<str:token>/", views.endorsement, name="endorsement"),
]
