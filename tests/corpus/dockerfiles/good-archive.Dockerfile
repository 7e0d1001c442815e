FROM helion/stack-alsek:kato-patched
ADD agent.tar.gz /opt
COPY hooks /etc/helion/hooks
