FROM helion/stack-alsek:kato-patched
ENV AGENT_HOME
COPY hooks /etc/helion/hooks
