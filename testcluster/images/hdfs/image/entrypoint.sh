#!/bin/sh
# Ours: starts a name node (which is formatted when it has no data yet) or a data node of real HDFS.
# Its configuration is in /opt/hadoop/conf.
set -eu

run() {
  exec java -cp "/opt/hadoop/conf:/opt/hadoop/logging:/opt/hadoop/lib/*" \
    --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED "$@"
}

case "${1:-}" in
  namenode)
    [ -d /data/name/current ] ||
      (run org.apache.hadoop.hdfs.server.namenode.NameNode -format -nonInteractive)
    run org.apache.hadoop.hdfs.server.namenode.NameNode ;;
  datanode) run org.apache.hadoop.hdfs.server.datanode.DataNode ;;
  *) echo "usage: $0 namenode | datanode" >&2; exit 1 ;;
esac
