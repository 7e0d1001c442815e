FROM helion/stack-alsek:kato-patched
CMD ['/sbin/init']
COPY hooks /etc/helion/hooks
