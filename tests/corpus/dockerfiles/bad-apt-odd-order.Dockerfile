FROM helion/stack-alsek:kato-patched
ENV DEBIAN_FRONTEND noninteractive
RUN apt-get update -qq; apt-get --no-install-recommends --yes install \
      curl=7.* \
      # the agent needs it
      libxml2 \
      ; apt-get --purge -y autoremove; apt-get clean; \
      rm -fr /var/lib/apt/lists
RUN apt-get -oDpkg::Use-Pty=0 -o=Acquire::Retries=3 install vim
RUN ["apt-get", "update"]
COPY hooks /etc/helion/hooks
RUN find /etc/helion/hooks -type f -exec chmod 755 {} +
