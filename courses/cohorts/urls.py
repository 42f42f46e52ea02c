"""Addresses of making and changing groups; their lists, with people, belong to study."""

from django.urls import path

from courses.cohorts import views

urlpatterns = [
    path("instituto/<slug:code>/cohortes/nueva/", views.create, name="cohort_create"),
    path("instituto/<slug:code>/cohortes/<int:pk>/cambiar/", views.change, name="cohort_change"),
    path("instituto/<slug:code>/cohortes/<int:pk>/cerrar/", views.close_enrolment, name="cohort_close"),
    path("instituto/<slug:code>/cohortes/<int:pk>/invitaciones/", views.links, name="cohort_links"),
    path("instituto/<slug:code>/cohortes/<int:pk>/invitaciones/<int:link>/", views.link, name="cohort_link"),
    path("instituto/<slug:code>/cohortes/<int:pk>/invitaciones/<int:link>/revocar/", views.revoke, name="link_revoke"),
]
