FROM helion/stack-alsek:kato-patched
COPY <<ONE <<"TWO" /opt/
1
ONE
2
TWO
COPY hooks /etc/helion/hooks
