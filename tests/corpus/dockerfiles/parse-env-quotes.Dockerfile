FROM helion/stack-alsek:kato-patched
ENV A="b c" D='e f' G=h\ i
COPY hooks /etc/helion/hooks
