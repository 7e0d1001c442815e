FROM
COPY hooks /etc/helion/hooks
