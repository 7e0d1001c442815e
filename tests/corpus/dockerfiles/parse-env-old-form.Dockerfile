FROM helion/stack-alsek:kato-patched
ENV AGENT_HOME /opt/the agent
COPY hooks /etc/helion/hooks
