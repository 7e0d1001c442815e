# escape=`
FROM helion/stack-alsek:kato-patched
RUN apt-get update `
 && apt-get install -y --no-install-recommends `
    vim `
 && rm -rf /var/lib/apt/lists/*
COPY hooks /etc/helion/hooks
RUN chmod 0755 /etc/helion/hooks/*
