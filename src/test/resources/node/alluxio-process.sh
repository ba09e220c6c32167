# Runs an entry script of Alluxio's image as a container would: with hosts, devices, directories and a user of its own.
# usage: alluxio-process.sh ROOT HOSTNAME OTHER_HOSTS BYTES_OF_DEV_SHM COMMAND...
set -eu
root=$1
hostname "$2"
ip link set lo up
mount --bind "$root" "$root"
mount --rbind /proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero random urandom; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/shm"
mount -t tmpfs -o "mode=1777,size=$4" tmpfs "$root/dev/shm"
for directory in tmp journal opt/alluxio/logs opt/alluxio/metastore opt/alluxio/underFSStorage; do
  mount -t tmpfs -o mode=1777 tmpfs "$root/$directory"
done
echo "127.0.0.1 localhost $2 $3" > "$root/tmp/hosts"
mount --bind "$root/tmp/hosts" "$root/etc/hosts"
shift 4
exec chroot --userspec=1000:1000 "$root" "$@"
