FROM helion/stack-alsek:kato-patched
ONBUILD FROM debian:12
COPY hooks /etc/helion/hooks
