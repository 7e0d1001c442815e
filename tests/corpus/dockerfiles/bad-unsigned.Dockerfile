FROM helion/stack-alsek:kato-patched
RUN apt-get update && apt-get install -y --no-install-recommends --allow-unauthenticated agent \
 && rm -rf /var/lib/apt/lists/*
COPY hooks /etc/helion/hooks
