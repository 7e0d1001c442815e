FROM helion/stack-alsek:kato-patched
ADD https://example.com/agent /opt/agent
COPY hooks /etc/helion/hooks
