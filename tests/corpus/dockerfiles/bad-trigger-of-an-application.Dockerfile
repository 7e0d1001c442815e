FROM helion/stack-alsek:kato-patched
ONBUILD COPY settings /home/helion/app
ONBUILD RUN cd /home/helion/app && make
COPY hooks /etc/helion/hooks
RUN chmod 0755 /etc/helion/hooks/*
