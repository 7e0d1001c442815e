FROM helion/stack-alsek:kato-patched
COPY hidden.txt /opt/hidden.txt
COPY hooks /etc/helion/hooks
