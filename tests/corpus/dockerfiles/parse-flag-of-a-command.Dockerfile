FROM helion/stack-alsek:kato-patched
CMD --help
COPY hooks /etc/helion/hooks
