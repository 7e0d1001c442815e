FROM helion/stack-alsek:kato-patched patched
COPY hooks /etc/helion/hooks
