# docker build -t gan .                            for GPUs, and for CPUs where there is none
# docker build -t gan --build-arg DEVICE=cpu .     for CPUs alone, a sixth of the size
# Behind an own package index, pip's configuration and CA file can be lent to the build without being
# kept: --secret id=pip,src=/etc/pip.conf --secret id=ca,src=/etc/ssl/certs/ca-certificates.crt
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
WORKDIR /src
# The set-up comes first and with its own files alone, so that no other change repeats it.
COPY docker/requirements docker/requirements
COPY docker/setup.sh docker/system.sh docker/torch.sh docker/venv.sh docker/check_install.py \
     docker/debian.sh docker/packages.txt docker/image_packages.txt docker/packages.lock docker/
RUN --mount=type=secret,id=pip --mount=type=secret,id=ca \
    if [[ -e /run/secrets/pip ]]; then export PIP_CONFIG_FILE=/run/secrets/pip; fi; \
    if [[ -e /run/secrets/ca ]]; then export PIP_CERT=/run/secrets/ca; fi; \
    docker/debian.sh install build; \
    PIP_NO_CACHE_DIR=1 docker/setup.sh >/dev/null; \
    docker/debian.sh check
COPY . .
ARG CCACHE_DISABLE
RUN --mount=type=cache,target=/root/.cache/ccache docker/image.sh build /opt/gan
ARG DEVICE=cuda
RUN docker/image.sh collect /opt/gan "$DEVICE"

FROM ${BASE}
RUN --mount=type=bind,source=docker,target=/mnt \
    /mnt/debian.sh install runtime && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin
COPY --from=build /opt/gan /opt/gan
ENV PATH=/opt/gan/bin:$PATH LD_LIBRARY_PATH=/opt/gan/lib \
    MNIST_DIR=/data XDG_CACHE_HOME=/cache \
    NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility
# For whichever user the container runs as.
RUN mkdir --mode=1777 /out /data /cache && gan --version
USER 1000:1000
# So that out/ is /out, and named alike inside and outside.
WORKDIR /
# The kernel keeps from a container's first process the signals that it does not handle yet: that is
# tini, which passes them on.
ENTRYPOINT ["tini", "-s", "--", "gan"]
CMD ["help"]
