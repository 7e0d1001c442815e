FROM helion/stack-alsek:kato-patched
COPY <<'EOF' /etc/motd
Welcome to $HOSTNAME
EOF
COPY hooks /etc/helion/hooks
