package alluxio.admission.app.manifest;

import alluxio.admission.manifest.SourceProblem;

/** A document that says what it is, and is not well formed. */
final class BadDocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SourceProblem problem;

    BadDocumentException(SourceProblem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    SourceProblem problem() {
        return problem;
    }
}
