FROM debian:12
COPY hooks /etc/helion/hooks
