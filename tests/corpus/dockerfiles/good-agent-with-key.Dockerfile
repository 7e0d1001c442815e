FROM helion/stack-alsek:kato-patched
COPY agent.gpg /usr/share/keyrings/agent.gpg
RUN echo "deb [signed-by=/usr/share/keyrings/agent.gpg] https://apt.example.com/ agent main" > /etc/apt/sources.list.d/agent.list \
 && apt-get update && apt-get install -y --no-install-recommends agent \
 && rm -rf /var/lib/apt/lists/*
COPY hooks /etc/helion/hooks
