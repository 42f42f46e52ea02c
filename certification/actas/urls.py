from django.urls import path

from certification.actas import views

urlpatterns = [
    path("instituto/<slug:code>/actas/", views.acta_list, name="actas"),
    path("instituto/<slug:code>/actas/nueva/", views.acta_new, name="acta_new"),
    path("instituto/<slug:code>/actas/<uuid:uid>/", views.acta_detail, name="acta"),
]
