FROM helion/stack-alsek:kato-patched AS base
RUN apt-get update && apt-get install --no-install-recommends -y python3 && rm -rf /var/lib/apt/lists/*
FROM base AS test
RUN python3 -m unittest
FROM base
COPY --from=test /report /report
COPY --from=0 /etc/os-release /tmp/
COPY hooks /etc/helion/hooks
RUN chmod u=rwx,go=rx /etc/helion/hooks/*
