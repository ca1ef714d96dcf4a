# docker build -t gan . && docker run --rm -v "$PWD/out:/out" gan train --out /out/run
# Behind an own package index, pip's configuration and CA file can be lent to the build without being
# kept: --secret id=pip,src=/etc/pip.conf --secret id=ca,src=/etc/ssl/certs/ca-certificates.crt
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
WORKDIR /src
# The set-up comes first, so that a change of the sources does not repeat it.
COPY docker docker
RUN --mount=type=secret,id=pip --mount=type=secret,id=ca \
    if [[ -e /run/secrets/pip ]]; then export PIP_CONFIG_FILE=/run/secrets/pip; fi; \
    if [[ -e /run/secrets/ca ]]; then export PIP_CERT=/run/secrets/ca; fi; \
    PIP_NO_CACHE_DIR=1 docker/setup.sh >/dev/null
COPY . .
RUN source docker/build.sh; set_up; build gan_app; \
    "$cmake" --install build --prefix /opt/gan; rm -r /opt/gan/include /opt/gan/lib/cmake
# The libraries that these load from outside the system's folders.
RUN ldd /opt/gan/bin/gan /opt/gan/lib/*.so | awk '$3 ~ "^/root/" { print $3 }' | sort --unique | \
      xargs cp --dereference -t /opt/gan/lib

FROM ${BASE}
RUN apt-get update && \
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
      ca-certificates libcurl4 libgomp1 libssl3 zlib1g && \
    rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/gan /opt/gan
ENV LD_LIBRARY_PATH=/opt/gan/lib PATH=/opt/gan/bin:$PATH
RUN useradd --create-home gan && install --directory --owner=gan /out
USER gan
WORKDIR /out
ENTRYPOINT ["gan"]
CMD ["help"]
