FROM helion/stack-alsek:kato-patched
RUN <<EOF
ldconfig
COPY hooks /etc/helion/hooks
