# syntax=docker/dockerfile:1.4
FROM helion/stack-alsek:kato-patched
RUN <<EOF
set -eu
apt-get update
apt-get install -y --no-install-recommends libgraphite2-dev
rm -rf /var/lib/apt/lists/*
EOF
COPY <<'EOF' /etc/sudoers.d/helion
helion ALL=(root) NOPASSWD: /usr/sbin/nrsysmond-config --set license_key=*
EOF
RUN chmod 0440 /etc/sudoers.d/helion
COPY --chmod=755 hooks /etc/helion/hooks
