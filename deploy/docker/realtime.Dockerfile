# The service and its page: neither Airflow nor models.
FROM python:3.11.13-slim-bookworm AS build
COPY requirements/service.txt /requirements/
RUN pip install --no-cache-dir uv==0.13.9 \
    && python -m venv /opt/venv \
    && UV_LINK_MODE=copy uv pip install --no-cache --compile-bytecode \
        --python /opt/venv/bin/python -r /requirements/service.txt

FROM python:3.11.13-slim-bookworm
RUN useradd --uid 50000 --no-create-home --shell /usr/sbin/nologin jatre
COPY --from=build /opt/venv /opt/venv
COPY include/__init__.py include/access_tokens.py include/edits.py include/errors.py include/listing.py include/settings.py include/webhook_signatures.py /app/include/
COPY include/alerts/__init__.py include/alerts/sealing.py include/alerts/vapid.py /app/include/alerts/
COPY include/areas/__init__.py include/areas/local.py /app/include/areas/
COPY include/filters/ /app/include/filters/
COPY include/untrusted/__init__.py include/untrusted/bounds.py include/untrusted/cleaning.py include/untrusted/left_out.py include/untrusted/budget.py /app/include/untrusted/
COPY include/understand/__init__.py /app/include/understand/
COPY include/understand/text/ /app/include/understand/text/
COPY include/understand/match/__init__.py include/understand/match/waterfall.py /app/include/understand/match/
COPY realtime/ /app/realtime/
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
USER 50000
EXPOSE 8000
CMD ["python", "-m", "realtime"]
