FROM helion/stack-alsek:kato-patched
HEALTHCHECK NONE at all
COPY hooks /etc/helion/hooks
