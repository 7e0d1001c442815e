FROM helion/stack-alsek:kato-patched
SHELL /bin/bash -c
COPY hooks /etc/helion/hooks
