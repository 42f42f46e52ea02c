from django.urls import path

from certification.verification import views

urlpatterns = [
    path("verificar/", views.verification, name="verification"),
    path("verificar/archivo/", views.verify_file, name="verify_file"),
    path("verificar/<slug:folio>/<slug:token>/", views.verify_certificate, name="verify_certificate"),
]
