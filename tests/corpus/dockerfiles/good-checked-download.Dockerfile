FROM helion/stack-alsek:kato-patched
RUN wget -O /opt/agent https://example.com/agent \
 && echo "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  /opt/agent" > /tmp/sum \
 && sha256sum -c /tmp/sum
COPY hooks /etc/helion/hooks
