FROM helion/stack-alsek:kato-patched
RUN ["/bin/bash", "-c", "ldconfig"]
COPY ["hooks", "/etc/helion/hooks"]
CMD ["/sbin/init"]
