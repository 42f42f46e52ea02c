"""Addresses of the evaluators."""

from django.urls import path

from evaluation.findings import views

urlpatterns = [
    path("evaluacion/", views.home, name="evaluation_home"),
    path("evaluacion/<slug:pilot>/", views.pilot_detail, name="evaluation_pilot"),
    path("evaluacion/<slug:pilot>/conteos/", views.pilot_counts, name="evaluation_counts"),
    path("evaluacion/<slug:pilot>/cortes/", views.cut_take, name="evaluation_cut_take"),
    path("evaluacion/<slug:pilot>/cortes/<int:number>/", views.cut_detail, name="evaluation_cut"),
    path("evaluacion/<slug:pilot>/cortes/<int:number>/resultados.csv", views.cut_csv, name="evaluation_cut_csv"),
]
