from helion/stack-alsek:kato-patched
maintainer Ops <ops@example.com>
run apt-get update && apt-get -y upgrade && apt-get -y dist-upgrade && rm -rf /var/lib/apt/lists/*
copy ["hooks", "/etc/helion/hooks"]
run chmod 0755 /etc/helion/hooks/*
workdir /home/helion
expose 8080/tcp 9000-9010
healthcheck --interval=30s --timeout=3s CMD curl -f http://localhost/ || exit 1
stopsignal SIGTERM
volume ["/data"]
