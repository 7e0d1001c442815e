FROM helion/stack-alsek:kato-patched
COPY --from /opt /opt
COPY hooks /etc/helion/hooks
