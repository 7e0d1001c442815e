FROM helion/stack-alsek:kato-patched
RUN <<EOF
ldconfig
apt-get clean
EOF
COPY hooks /etc/helion/hooks
