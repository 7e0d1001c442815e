FROM helion/stack-alsek:kato-patched
RUN echo "deb [trusted=yes] https://apt.example.com/ agent main" > /etc/apt/sources.list.d/agent.list
COPY hooks /etc/helion/hooks
