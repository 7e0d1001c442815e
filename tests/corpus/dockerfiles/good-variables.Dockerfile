FROM helion/stack-alsek:kato-patched
ENV HOOKS=/etc/helion/hooks AGENT="a b" EMPTY=
COPY hooks ${HOOKS}
RUN echo $AGENT ${EMPTY:-nothing}
