FROM helion/stack-alsek:kato-patched
ONBUILD COPY . /opt
COPY hooks /etc/helion/hooks
