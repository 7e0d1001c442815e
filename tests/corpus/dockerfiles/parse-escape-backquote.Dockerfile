# escape=`
FROM helion/stack-alsek:kato-patched
RUN ldconfig `
 && echo \
COPY hooks /etc/helion/hooks
