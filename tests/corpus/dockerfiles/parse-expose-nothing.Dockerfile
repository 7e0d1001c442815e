FROM helion/stack-alsek:kato-patched
EXPOSE
COPY hooks /etc/helion/hooks
