FROM helion/stack-alsek:kato-patched
RUN curl -o /opt/agent https://deploy:fakepassword@example.com/agent
COPY hooks /etc/helion/hooks
