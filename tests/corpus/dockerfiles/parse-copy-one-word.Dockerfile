FROM helion/stack-alsek:kato-patched
COPY hooks
COPY hooks /etc/helion/hooks
