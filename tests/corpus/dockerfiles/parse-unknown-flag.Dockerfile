FROM helion/stack-alsek:kato-patched
COPY --form=tools /opt /opt
COPY hooks /etc/helion/hooks
