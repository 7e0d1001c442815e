FROM helion/stack-alsek:kato-patched
ONBUILD
COPY hooks /etc/helion/hooks
