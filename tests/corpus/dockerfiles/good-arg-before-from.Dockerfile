ARG TAG=kato-patched
FROM helion/stack-alsek:${TAG}
COPY hooks /etc/helion/hooks
