package alluxio.admission.model.view;

/** When a container runs. */
public enum ContainerStage {
    /** Runs to its end before the main ones start. */
    INIT,
    /** An init container with restartPolicy Always, which runs beside the main ones. */
    SIDECAR,
    MAIN,
    /** Added to a running pod, for debugging. */
    EPHEMERAL;

    /** Whether such a container runs as long as its pod: no init container that ends, and none that was added to debug it. */
    public boolean isRunning() {
        return this == MAIN || this == SIDECAR;
    }
}
