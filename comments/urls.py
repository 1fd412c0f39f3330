"""The comment section's addresses; a host includes them where it likes."""

from django.urls import path

from . import views
from .outages import survives_outage
from .views.refusals import needs_length

app_name = "newsroom_comments"
urlpatterns = [
    path("post/", views.post, name="post"),
    path("preview/", views.preview, name="preview"),
    path("received/<str:label>/<path:object_pk>/", views.received, name="received"),
    path("yours/<str:token>/", views.reader_page, name="reader_page"),
    path("yours/<str:token>/confirm/", views.request_confirmation, name="request_confirmation"),
    path("yours/<str:token>/edit/", views.edit, name="edit"),
    path("yours/<str:token>/withdraw/", views.withdraw, name="withdraw"),
    path("yours/<str:token>/mail/", views.mail_page, name="mail_page"),
    path("yours/<str:token>/name/", views.name, name="name"),
    path("yours/<str:token>/follow/", views.follow, name="follow"),
    path("yours/<str:token>/appeal/", views.appeal, name="appeal"),
    path("yours/<str:token>/told/", views.choose_outcome, name="choose_outcome"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("unsubscribe/told/<str:token>/", views.unsubscribe_outcome, name="unsubscribe_outcome"),
    path("unsubscribe/desk/<str:token>/", views.unsubscribe_digest, name="unsubscribe_digest"),
    path("following/<str:token>/", views.following, name="following"),
    path("confirm/<str:token>/", views.confirm, name="confirm"),
    path("atom.xml", views.feed_of_site, name="feed"),
    path("atom/<str:label>/<path:object_pk>/", views.feed_of_object, name="feed"),
    path("news/<str:label>/<path:object_pk>/", views.news, name="news"),
    path("forget/<str:label>/<path:object_pk>/", views.forget, name="forget"),
    path("recommend/", views.recommend, name="recommend"),
    path("<newsroom_comment:pk>/", views.permalink, name="permalink"),
    path("<newsroom_comment:pk>/report/", views.report, name="report"),
    path("reported/<str:label>/<path:object_pk>/", views.reported, name="reported"),
]

for pattern in urlpatterns:
    # Each of them, so that none is forgotten.
    pattern.callback = survives_outage(needs_length(pattern.callback))
