FROM helion/stack-alsek:kato-patched
VOLUME [""]
COPY hooks /etc/helion/hooks
