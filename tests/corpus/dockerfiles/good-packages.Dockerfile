FROM helion/stack-alsek:kato-patched
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends libgraphite2-dev libxml2 \
 && rm -rf /var/lib/apt/lists/*
COPY hooks /etc/helion/hooks
