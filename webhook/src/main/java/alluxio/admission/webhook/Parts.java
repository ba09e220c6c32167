package alluxio.admission.webhook;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;

/**
 * What one exchange needs of its server.
 *
 * @param loop the event loop that everything but deciding happens on
 * @param budget for bodies
 * @param turns for bodies that are decided on
 * @param leaving whether answers are to end their connections
 * @param warmUpUid of the server's own requests, which are neither counted nor logged
 */
record Parts(
        Vertx vertx,
        Context loop,
        RequestGate gate,
        ByteBudget budget,
        ByteBudget turns,
        Connections connections,
        Decider decider,
        AdmissionMetrics metrics,
        BooleanSupplier leaving,
        String warmUpUid) {

    boolean draining() {
        return leaving.getAsBoolean();
    }

    boolean isWarmUp(String uid) {
        return warmUpUid.equals(uid);
    }
}
