FROM helion/stack-alsek:kato-patched
ADD hooks /etc/helion/hooks
