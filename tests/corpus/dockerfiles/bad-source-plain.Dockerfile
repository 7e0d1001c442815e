FROM helion/stack-alsek:kato-patched
RUN echo "deb http://apt.example.com/ agent main" > /etc/apt/sources.list.d/agent.list
COPY hooks /etc/helion/hooks
