FROM helion/stack-alsek:kato-patched
RUN ldconfig \
# why the next is needed

   # and another
 && true
COPY hooks /etc/helion/hooks
