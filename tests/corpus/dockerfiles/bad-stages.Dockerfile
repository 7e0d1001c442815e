FROM debian:12 AS tools
FROM debian:12 AS tools
FROM helion/stack-alsek:kato-patched
COPY --from=tool /opt /opt
COPY hooks /etc/helion/hooks
