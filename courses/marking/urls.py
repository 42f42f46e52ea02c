"""Addresses of marking: the queues of an institute and of a group, one work, and one's own marks."""

from django.urls import path

from courses.marking import views

urlpatterns = [
    path("instituto/<slug:code>/calificacion/", views.institute_queue, name="marking_queue"),
    path("instituto/<slug:code>/calificacion/<uuid:uid>/", views.work, name="marking_work"),
    path("instituto/<slug:code>/cohortes/<int:pk>/calificacion/", views.group_queue, name="marking_group"),
    path("mi/calificaciones/<uuid:uid>/", views.own, name="own_mark"),
]
