"""Public addresses of findings, and the evaluators' button."""

from django.urls import path

from evaluation.publication import views

urlpatterns = [
    path("datos-abiertos/", views.open_data, name="open_data"),
    path("datos-abiertos/metodos/", views.methods, name="open_data_methods"),
    path("datos-abiertos/<slug:pilot>/<int:number>/", views.release_detail, name="release"),
    path("datos-abiertos/<slug:pilot>/<int:number>/resultados.csv", views.release_csv, name="release_csv"),
    path("datos-abiertos/<slug:pilot>/<int:number>/datapackage.json", views.release_package, name="release_package"),
    path("evaluacion/<slug:pilot>/cortes/<int:number>/publicar/", views.publish, name="release_publish"),
]
