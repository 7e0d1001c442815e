FROM helion/stack-alsek:kato-patched
ENV AGENT=1 HOME
COPY hooks /etc/helion/hooks
