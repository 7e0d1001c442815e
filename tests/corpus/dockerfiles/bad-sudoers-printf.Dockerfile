FROM helion/stack-alsek:kato-patched
RUN printf '%s\n' 'Cmnd_Alias NEWRELIC = /etc/init.d/newrelic-sysmond start, /usr/sbin/nrsysmond-config' 'helion ALL = (root) NOPASSWD: NEWRELIC' > /etc/sudoers.d/newrelic \
 && chmod 440 /etc/sudoers.d/newrelic && visudo -cf /etc/sudoers.d/newrelic
RUN echo 'Defaults:helion !requiretty' | tee /etc/sudoers.d/tty && chmod 0440 /etc/sudoers.d/tty
RUN sed -i 's/^%sudo.*/%sudo ALL=(ALL:ALL) NOPASSWD:ALL/' /etc/sudoers
COPY --chown=root:root --chmod=0755 hooks /etc/helion/hooks/
