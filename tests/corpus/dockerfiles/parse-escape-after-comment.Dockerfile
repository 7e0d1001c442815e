# not a directive
# escape=`
FROM helion/stack-alsek:kato-patched
RUN echo ` \
 && true
COPY hooks /etc/helion/hooks
