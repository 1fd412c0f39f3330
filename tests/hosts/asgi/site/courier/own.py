# Added to the settings: a shared cache of the site's own, under ASGI.
MIDDLEWARE = ["django_newsroom.comments.middleware.SharedCacheMiddleware", *MIDDLEWARE]  # noqa: F821
