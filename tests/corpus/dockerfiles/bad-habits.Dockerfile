FROM helion/stack-alsek:kato-patched
MAINTAINER ops@example.com
WORKDIR app
RUN cd /opt && sudo make
EXPOSE 80800
CMD a
CMD b
COPY hooks /etc/helion/hooks
