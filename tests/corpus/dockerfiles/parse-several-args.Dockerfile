FROM helion/stack-alsek:kato-patched
ARG ONE TWO=2
COPY hooks /etc/helion/hooks
