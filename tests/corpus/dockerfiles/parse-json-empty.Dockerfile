FROM helion/stack-alsek:kato-patched
CMD []
COPY hooks /etc/helion/hooks
