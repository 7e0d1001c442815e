FROM debian:12
RUN make -C /src agent
FROM helion/stack-alsek:kato-patched
COPY --from=0 /src/agent /opt/agent
COPY hooks /etc/helion/hooks
