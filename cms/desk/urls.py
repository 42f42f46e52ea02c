from django.urls import path, register_converter
from django.urls.converters import StringConverter

from cms.desk import api, views


class _Kind(StringConverter):
    regex = "csv|xlsx"


register_converter(_Kind, "table_kind")
_COURSE = "cms/traducciones/<uuid:course>/<slug:language>/"

urlpatterns = [
    path("cms/traducciones/", views.desk, name="translation_desk"),
    path(_COURSE, views.course, name="translation_course"),
    path(f"{_COURSE}tabla.<table_kind:kind>", views.table, name="translation_table"),
    path(f"{_COURSE}tabla/", views.bring, name="translation_import"),
    path(f"{_COURSE}<slug:part>/", views.part, name="translation_part"),
    path(f"{_COURSE}<slug:part>/guardar/", views.save, name="translation_save"),
    path(f"{_COURSE}<slug:part>/revisar/", views.review, name="translation_review"),
    path(f"{_COURSE}<slug:part>/voz/", views.voice, name="translation_voice"),
    path("api/v1/translations/<uuid:course>/<slug:language>/", api.translations, name="translations_api"),
]
