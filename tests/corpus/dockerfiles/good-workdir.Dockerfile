FROM helion/stack-alsek:kato-patched
WORKDIR /opt/agent
COPY settings/agent.conf .
COPY hooks /etc/helion/hooks
