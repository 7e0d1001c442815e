FROM helion/stack-alsek:kato-patched
RUN apt-get update && unattended-upgrades -d \
 && rm -rf /var/lib/apt/lists/*
COPY hooks /etc/helion/hooks
