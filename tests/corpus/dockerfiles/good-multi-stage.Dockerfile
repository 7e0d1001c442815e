FROM debian:12 AS tools
RUN make -C /src agent

FROM helion/stack-alsek:kato-patched
COPY --from=tools /src/agent /opt/agent
COPY hooks /etc/helion/hooks
