# syntax=docker/dockerfile:1
ARG GO=1.22
FROM golang:${GO}-bookworm AS build
WORKDIR /src
COPY settings .
RUN --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -trimpath -o /out/agent ./...

FROM helion/stack-alsek:kato-patched
COPY --from=build --chown=root:root /out/agent /usr/local/bin/agent
COPY --chmod=0755 hooks /etc/helion/hooks
