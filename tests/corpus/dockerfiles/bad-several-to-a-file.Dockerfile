FROM helion/stack-alsek:kato-patched
COPY ca.crt proxy.crt certificates
COPY hooks /etc/helion/hooks
