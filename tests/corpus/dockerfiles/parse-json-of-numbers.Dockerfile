FROM helion/stack-alsek:kato-patched
RUN [1, 2]
COPY hooks /etc/helion/hooks
