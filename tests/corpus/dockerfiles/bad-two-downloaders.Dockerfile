FROM helion/stack-alsek:kato-patched
RUN wget -O /opt/a https://example.com/a
RUN curl -o /opt/b https://example.com/b
COPY hooks /etc/helion/hooks
