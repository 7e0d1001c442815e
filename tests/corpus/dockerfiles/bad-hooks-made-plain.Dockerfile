FROM helion/stack-alsek:kato-patched
COPY hooks /etc/helion/hooks
RUN chmod -R 0644 /etc/helion/hooks
