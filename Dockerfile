# syntax=docker/dockerfile:1
# The pages, then the binary, then a slim image that has only what runs.

FROM node:20-bookworm-slim AS web
WORKDIR /build/server/web
COPY server/web/package.json server/web/package-lock.json server/web/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY server/web ./
COPY styles/words /build/styles/words
RUN npm run build

FROM rust:1.95-bookworm AS binary
RUN apt-get update \
 && apt-get install -y --no-install-recommends libgdal-dev libisal-dev pkg-config \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY . .
COPY --from=web /build/server/web/dist server/web/dist
RUN cargo build --release --locked -p kerben

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends libgdal32 libisal2 ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home kerben
COPY --from=binary /build/target/release/kerben /usr/local/bin/kerben
COPY geodata/samples/kyrgyzstan /data/kyrgyzstan
COPY geodata/samples/kazakhstan /data/kazakhstan
USER kerben
EXPOSE 8080
ENV KERBEN_LISTEN=0.0.0.0:8080
ENTRYPOINT ["kerben"]
CMD ["serve", "/data/kyrgyzstan", "/data/kazakhstan", "--default", "kyrgyzstan"]
