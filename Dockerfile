# edgar-arcs for workers of Dataflow, or of any runner that starts containers, and for its Flex Template.
# docs/dataflow.md has the commands.
ARG BEAM=2.77.0
ARG LAUNCHER=gcr.io/dataflow-templates-base/python311-template-launcher-base:latest

FROM ${LAUNCHER} AS launcher

FROM apache/beam_python3.11_sdk:${BEAM} AS wheel
WORKDIR /src
COPY pyproject.toml README.md ./
COPY pipelines pipelines
COPY transforms transforms
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM apache/beam_python3.11_sdk:${BEAM}
COPY constraints.txt /opt/edgar-arcs/constraints.txt
COPY --from=wheel /wheels /opt/edgar-arcs/wheels
RUN pip install --no-cache-dir --constraint /opt/edgar-arcs/constraints.txt --find-links /opt/edgar-arcs/wheels 'edgar-arcs[gcp,aws]'
RUN pip check && edgar-arcs --version
# The Flex Template starts this file, a worker /opt/apache/beam/boot: one image, so that both have the same software.
COPY --from=launcher /opt/google/dataflow/python_template_launcher /opt/google/dataflow/python_template_launcher
COPY pipelines/template.py /opt/edgar-arcs/template.py
# As pipelines/__init__.py does elsewhere: Beam's workers load Arrow before they load the pipeline.
ENV ARROW_DEFAULT_MEMORY_POOL=system
ENV MALLOC_ARENA_MAX=1
ENV MALLOC_MMAP_THRESHOLD_=262144
ENV FLEX_TEMPLATE_PYTHON_PY_FILE=/opt/edgar-arcs/template.py
ENTRYPOINT ["/opt/apache/beam/boot"]
