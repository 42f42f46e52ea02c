from django.urls import path

from cms.questions import views

urlpatterns = [
    path("preguntas/<int:question_id>/vista/", views.question_preview, name="question_preview"),
    path("preguntas/<int:question_id>/copiar/", views.question_copy, name="question_copy"),
    path("preguntas/bancos/<int:bank_id>/reunir/", views.question_keep, name="question_keep"),
    path("preguntas/bancos/<int:bank_id>/importar/", views.question_upload, name="question_upload"),
    path("preguntas/bancos/<int:bank_id>/exportar/", views.question_export, name="question_export"),
    path(
        "preguntas/bancos/<int:bank_id>/exportar/<str:format>/", views.question_export_file, name="question_export_file"
    ),
    path("preguntas/importaciones/<uuid:uid>/", views.question_import, name="question_import"),
    path(
        "preguntas/importaciones/<uuid:uid>/confirmar/", views.question_import_confirm, name="question_import_confirm"
    ),
    path(
        "preguntas/importaciones/<uuid:uid>/descartar/", views.question_import_discard, name="question_import_discard"
    ),
]
