FROM helion/stack-alsek:kato-patched
RUN cat <<-EOF > /etc/motd
	Welcome
	EOF
COPY hooks /etc/helion/hooks
