FROM helion/stack-alsek:kato-patched
RUN echo \\
COPY hooks /etc/helion/hooks
