FROM helion/stack-alsek:kato-patched AS patched
RUN ldconfig

FROM patched
COPY hooks /etc/helion/hooks
