"""Addresses of moving to a newer edition: one's own, and a group's."""

from django.urls import path

from courses.moving import views

urlpatterns = [
    path("estudiar/<uuid:enrolment>/edicion/", views.move, name="move_edition"),
    path("estudiar/<uuid:enrolment>/edicion/volver/", views.back, name="move_back"),
    path("instituto/<slug:code>/cohortes/<int:pk>/edicion/", views.group, name="cohort_edition"),
]
