from django.urls import path

from cms.glossary import views

urlpatterns = [
    path("cms/glosario/", views.terms, name="glossary"),
    path("cms/glosario/<uuid:term>/", views.term, name="glossary_term"),
    path("cms/glosario/<uuid:term>/decir/", views.say, name="glossary_say"),
    path("cms/glosario/<uuid:term>/retirar/<int:equivalent_id>/", views.withdraw, name="glossary_withdraw"),
    path("cms/glosario/<uuid:term>/comentar/", views.remark, name="glossary_remark"),
    path("cms/glosario/<uuid:term>/comentarios/<int:remark_id>/retirar/", views.take_back, name="glossary_take_back"),
]
