FROM helion/stack-alsek:kato-patched
ONBUILD ONBUILD RUN ldconfig
COPY hooks /etc/helion/hooks
