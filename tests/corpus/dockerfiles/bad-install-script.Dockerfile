FROM helion/stack-alsek:kato-patched
COPY agent.list /etc/apt/sources.list.d/
COPY agent.gpg /etc/apt/trusted.gpg.d/
RUN curl -sSL https://example.com/install.sh | sudo bash -
RUN wget -q https://example.com/agent.deb -O /tmp/agent.deb && dpkg -i /tmp/agent.deb || apt-get -fy install
RUN git clone https://x-access-token:ghp_madeUpForThisTest0000000000000000000@github.com/exampleco/private.git /opt/private
RUN echo 'export HTTP_PROXY=http://user:madeup22@proxy:3128' >> /etc/profile.d/proxy.sh
ADD hooks /etc/helion/hooks
RUN chmod 0755 -R /etc/helion/hooks && chown -R root:root /etc/helion/hooks
