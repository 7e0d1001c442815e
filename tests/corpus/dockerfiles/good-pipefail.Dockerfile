FROM helion/stack-alsek:kato-patched
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN wget -O- https://example.com/agent.tar | tar -x -C /opt
COPY hooks /etc/helion/hooks
