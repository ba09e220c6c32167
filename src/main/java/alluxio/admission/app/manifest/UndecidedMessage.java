package alluxio.admission.app.manifest;

import alluxio.admission.model.BudgetExceededException;
import alluxio.admission.model.view.MessageText;

/** The message, one line, about an object that takes more work than a decision may. */
final class UndecidedMessage {
    private UndecidedMessage() {}

    /**
     * @param source as the user named it
     * @param object such as {@code Deployment default/web}
     */
    static String line(String source, String object, BudgetExceededException e) {
        return source + ": " + MessageText.cut(object) + ": not decided: " + e.getMessage()
                + "; split it, or shorten its longest lists and texts";
    }
}
