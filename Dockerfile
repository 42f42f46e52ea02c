# One image for web, worker and scheduler; docker-compose.yml says which command each runs.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/app/platform:/app \
    DJANGO_SETTINGS_MODULE=config.settings DATA_DIR=/data PATH=/app/.venv/bin:$PATH
WORKDIR /app

COPY requirements requirements
COPY scripts/system-packages scripts/environment scripts/
RUN scripts/system-packages requirements/debian-run.txt && rm -rf /var/lib/apt/lists/*
RUN scripts/environment requirements/run.txt && rm -rf .uv /root/.cache

COPY . .
# Building needs settings but no secret of a real installation: these values live for this one command only.
RUN SECRET_KEY=build FIELD_KEYS=build LOOKUP_KEY=build DATA_DIR=/app/built \
    sh -c "scripts/compile-messages && python manage.py build_fonts && python manage.py collectstatic --noinput"
ENV STATIC_ROOT=/app/built/static

RUN useradd --system --uid 10001 --home /data platform && mkdir -p /data && chown platform /data
USER platform
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--no-ws", "config.wsgi:application"]
