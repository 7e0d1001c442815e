FROM helion/stack-alsek:kato-patched
RUN echo '<<EOF'
COPY hooks /etc/helion/hooks
