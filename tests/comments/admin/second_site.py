"""The desk in a host's own admin site, beside the default one."""

from django.contrib.admin import AdminSite, site
from django.urls import include, path

backoffice = AdminSite(name="backoffice")
for model, model_admin in site._registry.items():
    if model._meta.app_label == "newsroom_comments":
        backoffice.register(model, type(model_admin))

urlpatterns = [path("backoffice/", backoffice.urls), path("", include("newsroom.urls"))]
