package alluxio.admission.injector.patch;

/**
 * A mount that a feature needs in a container.
 *
 * @param path normalised
 * @param access whether the container writes, and whether it sees what is mounted later
 * @param subPath the file of the volume to mount; "" for the whole volume
 */
public record MountRequest(VolumeRequest volume, String path, MountAccess access, String subPath) {

    /** What a container can do with a mount. */
    public enum MountAccess {
        READ_ONLY,
        READ_WRITE,
        /** Read-only itself, with the file systems that the node mounts below it, which may be writable. */
        READ_ONLY_WITH_LATER_MOUNTS
    }

    public static MountRequest readOnly(VolumeRequest volume, String path) {
        return new MountRequest(volume, path, MountAccess.READ_ONLY, "");
    }

    /** The same of a part of the volume; with subPath "", of all of it. */
    public static MountRequest readOnly(VolumeRequest volume, String path, String subPath) {
        return new MountRequest(volume, path, MountAccess.READ_ONLY, subPath);
    }

    public static MountRequest readWrite(VolumeRequest volume, String path) {
        return new MountRequest(volume, path, MountAccess.READ_WRITE, "");
    }

    /** Read-only, with mountPropagation HostToContainer: a file system that is mounted below it later shows up in the container. */
    public static MountRequest withLaterMounts(VolumeRequest volume, String path) {
        return new MountRequest(volume, path, MountAccess.READ_ONLY_WITH_LATER_MOUNTS, "");
    }

    /** One file of the volume, read-only. */
    public static MountRequest file(VolumeRequest volume, String path, String file) {
        return new MountRequest(volume, path, MountAccess.READ_ONLY, file);
    }

    boolean readOnly() {
        return access != MountAccess.READ_WRITE;
    }

    boolean hostToContainer() {
        return access == MountAccess.READ_ONLY_WITH_LATER_MOUNTS;
    }
}
