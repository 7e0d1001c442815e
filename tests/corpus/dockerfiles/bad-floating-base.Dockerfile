FROM helion/stack-alsek
COPY hooks /etc/helion/hooks
