ARG TAG
FROM helion/stack-alsek:${TAG:-kato-patched}
COPY hooks /etc/helion/hooks
