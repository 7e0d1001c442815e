FROM helion/stack-alsek:kato-patched
COPY certificates /usr/local/share/ca-certificates
COPY hooks /etc/helion/hooks
