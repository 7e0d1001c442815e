FROM helion/stack-alsek:kato-patched
RUN ldconfig
