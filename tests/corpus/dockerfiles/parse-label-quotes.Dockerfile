FROM helion/stack-alsek:kato-patched
LABEL com.example.team="platform team" tier=base
COPY hooks /etc/helion/hooks
