FROM helion/stack-alsek:kato-patched
WORKDIR
COPY hooks /etc/helion/hooks
