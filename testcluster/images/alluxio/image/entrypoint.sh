#!/bin/sh
# Ours: stands in for the entry script of Alluxio's own image, of which it takes the arguments and variables that the
# official manifests of 2.9 use. The Alluxio that it starts is the real one.
set -eu

usage() {
  echo "usage: $0 master-only|job-master|worker-only|job-worker [--no-format]" >&2
  echo "       $0 fuse [--fuse-opts=OPTIONS] MOUNT_POINT [ALLUXIO_PATH]" >&2
  exit 1
}

# The variables may name each other, as in -Dalluxio.worker.hostname=${ALLUXIO_WORKER_HOSTNAME}.
expand() { eval "printf '%s' \"$1\""; }

# Arguments with spaces are not needed here, and Alluxio's own script does not keep them either.
# shellcheck disable=SC2086
run() {
  options=$(expand "${ALLUXIO_JAVA_OPTS:-} $1")
  shift
  exec /opt/alluxio/bin/alluxio-java $options "$@"
}

[ $# -gt 0 ] || usage
role=$1
shift
case "$role" in
  master-only)
    run "${ALLUXIO_MASTER_JAVA_OPTS:-}" alluxio.master.AlluxioMaster ;;
  job-master)
    run "${ALLUXIO_JOB_MASTER_JAVA_OPTS:-}" alluxio.master.AlluxioJobMaster ;;
  worker-only)
    run "${ALLUXIO_WORKER_JAVA_OPTS:-}" alluxio.worker.AlluxioWorker ;;
  job-worker)
    run "${ALLUXIO_JOB_WORKER_JAVA_OPTS:-}" alluxio.worker.AlluxioJobWorker ;;
  fuse)
    # As 2.8 and later: the mount point is an argument, and the variables of earlier versions are an error.
    [ -z "${MOUNT_POINT:-}${FUSE_ALLUXIO_PATH:-}" ] || usage
    options=
    case "${1:-}" in --fuse-opts=*) options=${1#--fuse-opts=}; shift ;; esac
    [ $# -gt 0 ] || usage
    mkdir -p "$1"
    run "${ALLUXIO_FUSE_JAVA_OPTS:-}" alluxio.fuse.AlluxioFuse -m "$1" -a "${2:-/}" ${options:+-o "$options"} ;;
  *) usage ;;
esac
