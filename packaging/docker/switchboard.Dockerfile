# Not built where this was written: no Docker engine there.
FROM swift:6.3-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends libphonenumber-dev libsqlite3-dev libcurl4-openssl-dev
WORKDIR /build
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
RUN swift build -c release --product switchboard --static-swift-stdlib

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends libphonenumber8 libsqlite3-0 libcurl4 tzdata \
    && rm -rf /var/lib/apt/lists/* && mkdir -p /var/lib/switchboard
COPY --from=build /build/.build/release/switchboard /usr/local/bin/switchboard
CMD ["switchboard", "serve"]
