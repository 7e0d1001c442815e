FROM helion/stack-alsek:kato-patched
HEALTHCHECK CMD
COPY hooks /etc/helion/hooks
