# Airflow and the pipeline; also the sample sites and the one-off set-up. The stages' models: --build-arg SETS="pipeline models".
FROM python:3.11.13-slim-bookworm AS build
ARG SETS="pipeline celery"
COPY requirements/ /requirements/
RUN pip install --no-cache-dir uv==0.13.9 \
    && python -m venv /opt/venv \
    && for name in $SETS; do set -- "$@" -r "/requirements/$name.txt"; done \
    && UV_LINK_MODE=copy uv pip install --no-cache --python /opt/venv/bin/python "$@"

FROM python:3.11.13-slim-bookworm
# the browser of crawls whose pages programs build; the distribution keeps one version, the one that is mended
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends chromium-headless-shell \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 50000 --create-home --shell /usr/sbin/nologin jatre \
    && install -d -o jatre -g jatre /var/lib/jatre /var/lib/jatre/airflow /var/lib/objects
COPY --from=build /opt/venv /opt/venv
COPY alembic.ini /app/
COPY include/ /app/include/
COPY plugins/ /app/plugins/
COPY dags/ /app/dags/
COPY samples/ /app/samples/
COPY deploy/ /app/deploy/
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    OMP_NUM_THREADS=1
WORKDIR /app
USER 50000
CMD ["airflow", "version"]
