FROM helion/stack-alsek:kato-patched
ENV AGENT_TOKEN=fake-0123456789abcdef
COPY hooks /etc/helion/hooks
