FROM helion/stack-alsek:kato-patched
COPY agent.list agent.sources /etc/apt/sources.list.d/
COPY hooks /etc/helion/hooks
