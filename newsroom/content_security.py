"""What browsers may load for a page (Content Security Policy), said with the page."""

import django
from django.http import HttpRequest, HttpResponse

if django.VERSION >= (6, 0):
    from django.middleware.csp import ContentSecurityPolicyMiddleware
else:
    from csp.middleware import CSPMiddleware as ContentSecurityPolicyMiddleware  # type: ignore[assignment]


class ContentSecurityMiddleware(ContentSecurityPolicyMiddleware):
    """Whoever has a page has its policy: to write it anew takes a thirteenth of a 304."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return response if response.status_code == 304 else super().process_response(request, response)
