FROM helion/stack-alsek:kato-patched
RUN [ -d /opt ] && true
COPY hooks /etc/helion/hooks
