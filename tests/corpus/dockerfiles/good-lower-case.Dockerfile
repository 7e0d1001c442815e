from helion/stack-alsek:kato-patched
copy hooks /etc/helion/hooks
