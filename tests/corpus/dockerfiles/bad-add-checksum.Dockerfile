# syntax=docker/dockerfile:1.6
FROM helion/stack-alsek:kato-patched
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/agent.tgz /opt/
ADD --chmod=755 https://example.com/run.sh /usr/local/bin/run
COPY --link --chmod=0755 hooks /etc/helion/hooks
