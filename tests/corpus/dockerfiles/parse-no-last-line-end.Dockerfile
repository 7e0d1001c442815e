FROM helion/stack-alsek:kato-patched
COPY hooks /etc/helion/hooks