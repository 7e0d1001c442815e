FROM helion/stack-alsek:kato-patched
RUN apt-get update
RUN apt install vim
COPY hooks /etc/helion/hooks
