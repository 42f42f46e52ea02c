from django.urls import path

from cms.proposals import views

urlpatterns = [
    path("propuestas/", views.box, name="proposals_box"),
    path("propuestas/<uuid:uid>/", views.proposal, name="proposal_desk"),
    path("propuestas/<uuid:uid>/decidir/", views.decide, name="proposal_decide"),
    path("propuestas/<uuid:uid>/visibilidad/", views.visibility, name="proposal_visibility"),
]
