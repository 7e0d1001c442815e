FROM helion/stack-alsek:kato-patched
RUN gpg --batch --keyserver hkps://keys.example.com --recv-keys 0x01234567 \
 && gpg --export 01234567 > /usr/share/keyrings/agent.gpg
COPY agent.list /etc/apt/sources.list.d/
RUN ["apt-get", "install", "agent"]
RUN ["/bin/bash", "-c", "curl -fsSL https://apt.example.com/other.asc | tee /etc/apt/trusted.gpg.d/other.asc"]
COPY hooks /etc/helion/hooks
RUN chmod 0755 /etc/helion/hooks/*
