FROM helion/stack-alsek:kato-patched
COPY keys /opt/keys
COPY hooks /etc/helion/hooks
