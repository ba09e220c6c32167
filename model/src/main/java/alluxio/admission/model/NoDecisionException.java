package alluxio.admission.model;

/** There can be no decision on an object, which is no bug: what evaluates one part of it after the other passes it on. */
public abstract class NoDecisionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param withStack where it happened matters */
    protected NoDecisionException(String message, boolean withStack) {
        super(message, null, withStack, withStack);
    }
}
