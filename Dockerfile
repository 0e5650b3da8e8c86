# The guest of the docker back end: Python, the graphics libraries, fonts and a virtual screen. The recorder is not in it: runners/ is
# mounted read-only when a container starts. Built by `sandbox doctor --build-image`, which names the image by this file's hash.
FROM python:3.11-slim-bookworm

RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      fontconfig fonts-dejavu-core fonts-wqy-microhei \
      libegl1 libgl1 libgl1-mesa-dri libgles2 libglu1-mesa \
      python3-tk tk \
      xauth xvfb \
 && fc-cache -f \
 && rm -rf /var/lib/apt/lists/*

RUN python3 -m pip install --no-cache-dir --no-compile --disable-pip-version-check --root-user-action=ignore \
      lz4==4.4.5 \
      matplotlib==3.11.2 \
      msgspec==0.22.0 \
      numpy==2.4.6 \
      pillow==13.0.0 \
      pygame-ce==2.5.8 \
      pyglet==2.1.19 \
      pymunk==7.3.1 \
      RestrictedPython==9.0 \
      shapely==2.2.0

# /tmp leads to the one writable place, a tmpfs of the size that the run may fill.
RUN groupadd --gid 10001 guest \
 && useradd --uid 10001 --gid guest --no-create-home --home-dir /box/home --shell /usr/sbin/nologin guest \
 && find / -xdev -perm /6000 -type f -exec chmod a-s {} + \
 && mkdir -p /box /guest /channels \
 && rm -rf /tmp /var/tmp && ln -s /box/tmp /tmp && ln -s /box/tmp /var/tmp

ENV LANG=C.UTF-8
WORKDIR /box
USER guest
CMD ["python3"]
