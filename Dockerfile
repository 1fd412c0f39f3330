# The site of this repository, served by gunicorn: docs/serving.md.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 \
    STATIC_ROOT=/srv/newsroom/static \
    MEDIA_ROOT=/srv/newsroom/media
WORKDIR /srv/newsroom/site

COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt \
    && pip install --no-cache-dir --no-deps django-tasks-db==0.13.0

COPY manage.py ./
COPY articles/ articles/
COPY comments/ comments/
COPY newsroom/ newsroom/
COPY templates/ templates/
RUN SECRET_KEY=for-this-command-alone python manage.py collectstatic --noinput --verbosity 0

# Pictures are the one thing that the site writes to its own disk.
RUN useradd --uid 10001 newsroom && mkdir -p "$MEDIA_ROOT" && chown newsroom "$MEDIA_ROOT"
USER 10001
VOLUME /srv/newsroom/media
EXPOSE 8000
HEALTHCHECK --start-period=30s CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://localhost:8000/healthz')"]
CMD ["gunicorn", "--workers", "2", "--threads", "16", "--timeout", "60", "--bind", "0.0.0.0:8000", "newsroom.wsgi"]
