FROM helion/stack-alsek:kato-patched
COPY --chown=a --chown=b motd /etc/motd
COPY hooks /etc/helion/hooks
