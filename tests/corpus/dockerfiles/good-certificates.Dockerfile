FROM helion/stack-alsek:kato-patched
COPY ca.crt proxy.crt /usr/local/share/ca-certificates/
RUN update-ca-certificates
COPY hooks /etc/helion/hooks
