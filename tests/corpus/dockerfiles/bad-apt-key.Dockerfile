FROM helion/stack-alsek:kato-patched
RUN wget -O- https://apt.example.com/agent.gpg | apt-key add -
COPY hooks /etc/helion/hooks
