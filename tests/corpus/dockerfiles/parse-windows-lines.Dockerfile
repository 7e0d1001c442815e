FROM helion/stack-alsek:kato-patched
RUN ldconfig \
 && true
COPY hooks /etc/helion/hooks
