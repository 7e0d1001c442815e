FROM helion/stack-alsek:kato-patched
ADD motd /etc/motd
COPY hooks /etc/helion/hooks
