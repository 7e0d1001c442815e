FROM helion/stack-alsek:kato-patched
HEALTHCHECK /bin/true
COPY hooks /etc/helion/hooks
