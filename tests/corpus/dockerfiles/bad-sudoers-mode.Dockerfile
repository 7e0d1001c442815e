FROM helion/stack-alsek:kato-patched
COPY sudoers /etc/sudoers.d/agent
COPY hooks /etc/helion/hooks
