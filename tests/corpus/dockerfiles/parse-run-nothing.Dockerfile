FROM helion/stack-alsek:kato-patched
RUN
COPY hooks /etc/helion/hooks
