"""Addresses of groups with their people, of invitations, and of leaving and coming back."""

from django.urls import path

from courses.study.views import events, groups, joining, people

urlpatterns = [
    path("instituto/<slug:code>/cohortes/", groups.cohorts, name="cohorts"),
    path("instituto/<slug:code>/cohortes/<int:pk>/", groups.cohort, name="cohort"),
    path("instituto/<slug:code>/cohortes/<int:pk>/personas.csv", groups.cohort_csv, name="cohort_csv"),
    path("instituto/<slug:code>/cohortes/<int:pk>/personas/<uuid:enrolment>/", people.person, name="person"),
    path("instituto/<slug:code>/cohortes/<int:pk>/espera/", groups.waiting_list, name="waiting_list"),
    path("grupos/<int:pk>/", joining.group, name="group"),
    path("inscripcion/<str:invitation>/", joining.invitation, name="invitation"),
    path("api/v1/events", events.events, name="events"),
    path("mi/registros/", events.set_aside, name="set_aside_events"),
    path("plataforma/registros/", events.records, name="records_set_aside"),
    path("mi/registros/otra-vez/", events.set_aside_again, name="set_aside_again"),
    path("estudiar/<uuid:enrolment>/baja/", joining.leave, name="study_leave"),
    path("estudiar/<uuid:enrolment>/volver/", joining.come_back, name="study_return"),
]
