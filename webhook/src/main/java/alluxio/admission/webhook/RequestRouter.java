package alluxio.admission.webhook;

import alluxio.admission.webhook.RequestValidator.Rejection;
import alluxio.admission.webhook.http.IncomingRequest;
import alluxio.admission.webhook.http.SimpleResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the endpoint of a path. Any other path is answered with one line. */
final class RequestRouter implements Consumer<IncomingRequest> {
    private static final Logger log = LoggerFactory.getLogger(RequestRouter.class);

    private final ReviewServices server;
    private final Map<String, Endpoint> endpoints;

    RequestRouter(ReviewServices server, List<Endpoint> endpoints) {
        this.server = server;
        this.endpoints = endpoints.stream().collect(Collectors.toMap(Endpoint::path, Function.identity()));
    }

    @Override
    public void accept(IncomingRequest request) {
        Endpoint endpoint = endpoints.get(request.target().path());
        if (endpoint == null) {
            Rejection rejection = new Rejection(404, "there is nothing at this path");
            server.recorder().rejected(rejection, request.peer());
            request.answer(SimpleResponse.line(rejection.status(), rejection.message()));
            return;
        }
        try {
            new InFlightReview(server, endpoint, request).begin();
        } catch (RuntimeException e) {
            log.atError().addKeyValue("peer", request.peer()).setCause(e).log("A request failed before it was read");
            server.recorder().metrics().rejected(500);
            request.answer(SimpleResponse.line(500, "the request could not be handled because of an internal error"));
        }
    }
}
