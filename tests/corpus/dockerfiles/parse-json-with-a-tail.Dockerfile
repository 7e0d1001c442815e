FROM helion/stack-alsek:kato-patched
RUN ["/bin/true"] and more
COPY hooks /etc/helion/hooks
