FROM helion/stack-alsek:kato-patched
RUN --mount=type=cache,target=/var/cache/apt ldconfig
COPY --link motd /etc/motd
COPY hooks /etc/helion/hooks
