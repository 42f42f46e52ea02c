"""Addresses of sessions and rolls."""

from django.urls import path

from courses.attendance import views

GROUP = "instituto/<slug:code>/cohortes/<int:pk>/asistencia"
urlpatterns = [
    path(f"{GROUP}/", views.sessions, name="sessions"),
    path(f"{GROUP}/nueva/", views.plan, name="session_plan"),
    path(f"{GROUP}/tabla.<slug:kind>", views.cohort_table, name="attendance_table"),
    path(f"{GROUP}/<int:session>/", views.roll, name="roll"),
    path(f"{GROUP}/<int:session>/cambiar/", views.change, name="session_change"),
    path(f"{GROUP}/<int:session>/cancelar/", views.cancel, name="session_cancel"),
    path(f"{GROUP}/<int:session>/codigo/", views.code, name="session_code"),
    path(f"{GROUP}/<int:session>/lista.<slug:kind>", views.roll_table, name="roll_table"),
    path(f"{GROUP}/<int:session>/importar/", views.import_roll, name="roll_import"),
    path("asistencia/<str:code>/", views.sign_in, name="session_sign_in"),
]
