from django.urls import path

from languages.views import administering, alphabets, choosing, interface

urlpatterns = [
    path("idiomas/", choosing.choose, name="languages"),
    path("idiomas/administrar/", administering.languages, name="languages_administered"),
    path("idiomas/administrar/nuevo/", administering.add, name="language_add"),
    path("idiomas/administrar/<slug:tag>/", administering.change, name="language_change"),
    path("idiomas/administrar/<slug:tag>/quitar/", administering.remove, name="language_remove"),
    path("idiomas/<slug:tag>/alfabeto/", alphabets.alphabet, name="alphabet"),
    path("traducciones/interfaz/", interface.desk, name="interface_desk"),
    path("traducciones/interfaz/<slug:tag>/", interface.strings, name="interface_strings"),
    path("traducciones/interfaz/<slug:tag>/revisar/", interface.review_many, name="interface_review"),
    path("traducciones/interfaz/<slug:tag>/exportar/", interface.export, name="interface_export"),
    path("traducciones/interfaz/<slug:tag>/importar/", interface.import_file, name="interface_import"),
    path("traducciones/interfaz/<slug:tag>/<int:pk>/", interface.string, name="interface_string"),
    path("traducciones/interfaz/<slug:tag>/<int:pk>/decidir/", interface.decide, name="interface_decide"),
]
