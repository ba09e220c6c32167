package alluxio.admission.webhook;

import alluxio.admission.webhook.http.IncomingRequest;
import alluxio.admission.webhook.http.SimpleResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a path to its endpoint; everything else gets one line. */
final class RequestRouter implements Consumer<IncomingRequest> {
    private static final Logger log = LoggerFactory.getLogger(RequestRouter.class);

    private final ReviewContext server;
    private final Map<String, Endpoint> endpoints;

    RequestRouter(ReviewContext server, List<Endpoint> endpoints) {
        this.server = server;
        this.endpoints = endpoints.stream().collect(Collectors.toMap(Endpoint::path, Function.identity()));
    }

    @Override
    public void accept(IncomingRequest request) {
        Endpoint endpoint = endpoints.get(request.target().path());
        if (endpoint == null) {
            server.turnedAway().request(404, "there is nothing at this path", request.peer());
            refuse(request, 404, "there is nothing at this path");
            return;
        }
        try {
            new InFlightReview(server, endpoint, request).begin();
        } catch (RuntimeException e) {
            log.atError().addKeyValue("peer", request.peer()).setCause(e).log("A request failed before it was read");
            refuse(request, 500, "the request could not be handled because of an internal error");
        }
    }

    private void refuse(IncomingRequest request, int status, String line) {
        server.metrics().rejected(status);
        request.answer(SimpleResponse.line(status, line));
    }
}
