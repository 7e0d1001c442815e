FROM helion/stack-alsek:kato-patched
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
RUN install -d -m 0755 /etc/apt/keyrings \
 && curl -fsSL https://apt.example.com/agent/gpg | gpg --dearmor -o /etc/apt/keyrings/agent.gpg \
 && chmod a+r /etc/apt/keyrings/agent.gpg \
 && echo "deb [arch=$(dpkg --print-architecture) signed-by=/etc/apt/keyrings/agent.gpg] https://apt.example.com/agent \
  $(. /etc/os-release && echo "$VERSION_CODENAME") stable" > /etc/apt/sources.list.d/agent.list \
 && apt-get -qq update \
 && apt-get -qq -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 install --no-install-recommends agent \
 && apt-get clean && rm -rf /var/lib/apt/lists/* /tmp/*
COPY hooks/ /etc/helion/hooks/
RUN chmod -R 0755 /etc/helion/hooks
