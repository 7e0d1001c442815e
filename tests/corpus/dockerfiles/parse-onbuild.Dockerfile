FROM helion/stack-alsek:kato-patched
ONBUILD RUN ldconfig
COPY hooks /etc/helion/hooks
