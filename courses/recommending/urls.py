"""Addresses of one's own evaluation results."""

from django.urls import path

from courses.recommending import views

urlpatterns = [
    path("mi/resultados/", views.results, name="results"),
    path("mi/resultados/importar/", views.import_table, name="results_import"),
    path("mi/resultados/plantilla.csv", views.template_table, name="results_template"),
    path("mi/resultados/<int:pk>/borrar/", views.delete, name="result_delete"),
]
