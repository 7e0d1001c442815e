FROM helion/stack-alsek:kato-patched
ENV =1
COPY hooks /etc/helion/hooks
