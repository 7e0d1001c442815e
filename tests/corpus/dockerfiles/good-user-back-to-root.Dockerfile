FROM helion/stack-alsek:kato-patched
USER helion
RUN touch /home/helion/.ready
USER root
COPY hooks /etc/helion/hooks
