ARG BASE
FROM $BASE
COPY hooks /etc/helion/hooks
