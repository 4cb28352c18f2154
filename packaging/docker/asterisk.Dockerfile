# Not built where this was written: no Docker engine there.
FROM debian:testing-slim
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends asterisk asterisk-core-sounds-en-wav \
        asterisk-core-sounds-ru-wav asterisk-core-sounds-it-wav asterisk-moh-opsound-wav \
    && rm -rf /var/lib/apt/lists/*
RUN cd /usr/share/asterisk/sounds && ln -sfn ru_RU_* ru && ln -sfn it_IT_* it
COPY asterisk-conf/sample/ /etc/asterisk/
COPY asterisk-conf/include/ /etc/asterisk/switchboard/
RUN sed -i 's/^rtpend=.*/rtpend=10100/' /etc/asterisk/rtp.conf \
    && sed -i 's|switchboard/mailboxes.conf|switchboard/generated/mailboxes.conf|' /etc/asterisk/switchboard/voicemail.conf \
    && sed -i 's|switchboard/office-queues.conf|switchboard/generated/office-queues.conf|' /etc/asterisk/switchboard/queues.conf
CMD ["asterisk", "-f"]
