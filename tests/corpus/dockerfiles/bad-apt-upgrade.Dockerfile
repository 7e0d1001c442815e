FROM helion/stack-alsek:kato-patched
RUN apt-get update && apt-get dist-upgrade -y \
 && rm -rf /var/lib/apt/lists/*
RUN apt-get autoremove
COPY hooks /etc/helion/hooks
