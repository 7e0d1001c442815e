FROM helion/stack-alsek:kato-patched
COPY settings /opt/agent
COPY hooks /etc/helion/hooks
