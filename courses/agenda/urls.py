"""Addresses of the calendar: for everybody, as a file, and of one's own."""

from django.urls import path

from courses.agenda import views

urlpatterns = [
    path("calendario/", views.calendar_page, name="calendar"),
    path("calendario/grupos.ics", views.public_feed, name="calendar_feed"),
    path("calendario/personal/<str:token>.ics", views.personal_feed, name="personal_calendar_feed"),
    path("mi/calendario/", views.own_calendar, name="own_calendar"),
    path("mi/calendario/revocar/", views.revoke, name="calendar_revoke"),
]
