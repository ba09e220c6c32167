package alluxio.admission.model.view;

/** When a container runs. */
public enum ContainerStage {
    /** Runs to its end before the main ones start. */
    INIT,
    /** An init container with restartPolicy Always, which runs beside the main ones. */
    SIDECAR,
    MAIN,
    /** Added to a running pod, for debugging. */
    EPHEMERAL
}
