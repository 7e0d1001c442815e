FROM helion/stack-alsek:kato-patched
COPY hooks /etc/helion/hooks
RUN chmod 0755 /etc/helion/hooks/*
