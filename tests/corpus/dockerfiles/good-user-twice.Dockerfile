FROM helion/stack-alsek:kato-patched
USER root
RUN apt-get update && apt-get install -y --no-install-recommends jq && rm -rf /var/lib/apt/lists/*
COPY --chown=helion:helion settings /home/helion/app.conf
USER helion
RUN whoami
USER root
COPY hooks /etc/helion/hooks
RUN chmod 755 /etc/helion/hooks/pre-staging /etc/helion/hooks/post-staging /etc/helion/hooks/pre-running
