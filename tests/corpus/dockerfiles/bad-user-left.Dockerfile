FROM helion/stack-alsek:kato-patched
USER helion
COPY hooks /etc/helion/hooks
