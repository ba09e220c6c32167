package alluxio.admission.model;

/**
 * A decision used up its {@link Budget}. This is no verdict on the object: the server answers with an HTTP error, so that
 * failurePolicy decides, and the command line exits with code 2.
 */
public final class BudgetExceededException extends NoDecisionException {
    private static final long serialVersionUID = 1L;

    public BudgetExceededException(String message) {
        super(message, true);
    }
}
