FROM helion/stack-alsek:kato-patched
RUNN ldconfig
COPY hooks /etc/helion/hooks
