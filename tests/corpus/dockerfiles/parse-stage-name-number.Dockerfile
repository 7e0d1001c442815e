FROM helion/stack-alsek:kato-patched AS 1
COPY hooks /etc/helion/hooks
