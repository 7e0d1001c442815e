ARG BASE=helion/stack-alsek
ARG TAG=kato-patched
FROM ${BASE}:${TAG}
ARG http_proxy
ARG NPM_TOKEN
ENV LANG=C.UTF-8 LC_ALL=C.UTF-8 NEW_RELIC_LICENSE_KEY=${LICENSE}
ENV API_KEY="" DB_PASSWORD_FILE=/run/secrets/db
RUN --mount=type=secret,id=npm NPM_TOKEN=$(cat /run/secrets/npm) npm ci
RUN set -eux; \
    for p in curl jq; do \
      apt-get install -y "$p"; \
    done
LABEL maintainer="ops@example.com" org.opencontainers.image.source="https://github.com/exampleco/x"
COPY hooks/* /etc/helion/hooks/
RUN chmod +x /etc/helion/hooks/*
