package alluxio.admission.testcluster;

/** A part of the test cluster could not be had, built or started; the message says which one and what to do. */
public final class TestClusterException extends RuntimeException {

    public TestClusterException(String message) {
        super(message);
    }

    public TestClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
