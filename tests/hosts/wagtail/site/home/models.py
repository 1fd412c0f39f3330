"""The page that `wagtail start` makes, which shared caches may keep."""

from django_newsroom.comments.decorators import discussion_page
from wagtail.models import Page


class HomePage(Page):
    def serve(self, request, *args, **kwargs):
        def view(request, page):
            return Page.serve(page, request, *args, **kwargs)

        return discussion_page(lambda request: self)(view)(request)
