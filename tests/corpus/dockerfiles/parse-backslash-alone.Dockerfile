FROM helion/stack-alsek:kato-patched
\
RUN ldconfig
COPY hooks /etc/helion/hooks
