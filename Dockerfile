FROM python:3.11-bookworm AS parser

WORKDIR /srv/reftel
COPY requirements-compile.txt .
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements-compile.txt
COPY scripts/compile_parser scripts/compile_parser
COPY cables cables
RUN python scripts/compile_parser

FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /srv/reftel

COPY requirements.txt .
RUN pip install -r requirements.txt

COPY manage.py ./
COPY archive archive
COPY --from=parser /srv/reftel/*.so ./
COPY --from=parser /srv/reftel/cables cables
COPY templates templates
COPY static static
COPY scripts/entry scripts/entry

ENV HOST=0.0.0.0 PORT=8000 DATA_DIR=/var/lib/reftel STATIC_ROOT=/srv/reftel/collected
RUN useradd --system --home-dir /var/lib/reftel reftel \
    && DATA_DIR=/tmp/build python manage.py collectstatic --noinput \
    && rm -r /tmp/build \
    && install --directory --owner=reftel --group=reftel --mode=0750 /var/lib/reftel

USER reftel
VOLUME /var/lib/reftel
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health/', timeout=4)"]
ENTRYPOINT ["scripts/entry"]
