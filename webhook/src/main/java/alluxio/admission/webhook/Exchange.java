package alluxio.admission.webhook;

import alluxio.admission.webhook.json.TreeWeight;
import alluxio.admission.webhook.review.AdmissionRequest;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request from its head to its answer: it waits for bytes, is read, waits for its turn, is decided. Lives on the server's event loop.
 * Whatever ends it (an answer, the deadline, the client leaving) ends it once, and its bytes are given back once nothing
 * holds them any more.
 */
final class Exchange {

    private enum Stage {
        WAITING,
        READING,
        QUEUED,
        DECIDING,
        ENDED
    }

    private final Parts parts;
    private final Endpoint endpoint;
    private final HttpServerRequest request;
    private final Reply reply;
    private final long began = System.nanoTime();
    private Stage stage = Stage.WAITING;
    private long timer = -1;
    private ByteBudget.@Nullable Share share;
    private ByteBudget.@Nullable Share turn;
    private Decider.@Nullable Job job;

    Exchange(Parts parts, Endpoint endpoint, HttpServerRequest request) {
        this.parts = parts;
        this.endpoint = endpoint;
        this.request = request;
        this.reply = new Reply(parts, request);
    }

    void begin() {
        request.pause();
        Optional<RequestGate.Rejection> rejection = parts.gate().check(request, endpoint);
        if (rejection.isPresent()) {
            stage = Stage.ENDED;
            reject(rejection.get());
            return;
        }
        Duration deadline = parts.gate().deadline(request).orElseThrow();
        timer = parts.vertx().setTimer(Math.max(1, deadline.toMillis()), _ -> deadlinePassed());
        request.exceptionHandler(_ -> clientLeft());
        request.response().closeHandler(_ -> clientLeft());
        long declared = RequestGate.declaredLength(request).orElseThrow();
        ByteBudget.Share asked =
                parts.budget().acquire(declared < 0 ? endpoint.maxBytes() : declared, () -> read(declared));
        share = asked;
        if (stage == Stage.ENDED) {
            asked.release();
        }
    }

    private void read(long declared) {
        stage = Stage.READING;
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        Body body = new Body(declared, endpoint.maxBytes());
        request.handler(part -> {
            if (stage == Stage.READING && !body.append(part)) {
                end();
                release();
                reject(RequestGate.tooLarge(endpoint));
            }
        });
        request.endHandler(_ -> {
            if (stage == Stage.READING) {
                queue(body.toBytes());
            }
        });
        request.resume();
    }

    /** As a tree, a body takes many times its bytes; how many is known before, and the trees of a time are bounded. */
    private void queue(byte[] body) {
        stage = Stage.QUEUED;
        long weight = TreeWeight.of(body);
        if (weight > parts.turns().capacity()) {
            end();
            release();
            reject(RequestGate.tooHeavy(weight, parts.turns().capacity()));
            return;
        }
        turn = parts.turns().acquire(weight, () -> decide(body));
    }

    private void decide(byte[] body) {
        stage = Stage.DECIDING;
        Context loop = parts.loop();
        job = parts.decider()
                .submit(
                        body,
                        endpoint.handler(),
                        peer(),
                        result -> loop.runOnContext(_ -> {
                            release();
                            if (stage == Stage.DECIDING) {
                                end();
                                answer(result);
                            }
                        }));
    }

    private void answer(Decider.Result result) {
        switch (result) {
            case Decider.Result.Answered answered -> {
                if (!parts.isWarmUp(answered.request().uid())) {
                    parts.metrics()
                            .decided(
                                    answered.answer(), answered.request().kind().kind(), took());
                    DecisionLog.decided(answered.request(), answered.answer(), took());
                }
                reply.json(answered.body());
            }
            case Decider.Result.Malformed malformed -> reject(new RequestGate.Rejection(400, malformed.message()));
            case Decider.Result.BeyondLimit beyond -> {
                parts.metrics().beyondLimit();
                DecisionLog.beyondLimit(beyond.request(), beyond.message(), peer(), took());
                fail(500, beyond.message());
            }
            case Decider.Result.Failed failed -> {
                DecisionLog.failed(failed.request(), failed.cause(), took());
                fail(500, "the request could not be decided on because of an internal error");
            }
        }
    }

    private void deadlinePassed() {
        Stage reached = stage;
        end();
        switch (reached) {
            case WAITING, QUEUED -> {
                DecisionLog.late(null, "too much at once", took());
                release();
                fail(503, "too many requests at once; this one waited until its deadline");
            }
            case READING -> {
                release();
                reject(new RequestGate.Rejection(408, "the body did not arrive before the deadline"));
            }
            case DECIDING -> {
                DecisionLog.late(asked(), "deadline", took());
                fail(504, "no decision was reached before the deadline");
                abandonJob();
            }
            case ENDED -> {}
        }
    }

    private void clientLeft() {
        Stage reached = stage;
        if (reached == Stage.ENDED) {
            return;
        }
        end();
        reply.abandoned();
        if (reached == Stage.DECIDING) {
            DecisionLog.late(asked(), "the client left", took());
            parts.metrics().failed(kind(), took());
            abandonJob();
        } else {
            release();
        }
    }

    private void end() {
        stage = Stage.ENDED;
        parts.vertx().cancelTimer(timer);
    }

    /** Bytes that a thread still works on are given back when it is done with them. */
    private void abandonJob() {
        if (job != null && parts.decider().abandon(job)) {
            release();
        }
    }

    private void release() {
        if (share != null) {
            share.release();
        }
        if (turn != null) {
            turn.release();
        }
    }

    private void reject(RequestGate.Rejection rejection) {
        parts.metrics().rejected(rejection.status());
        reply.text(rejection.status(), rejection.message());
    }

    private void fail(int status, String message) {
        parts.metrics().failed(kind(), took());
        reject(new RequestGate.Rejection(status, message));
    }

    private @Nullable AdmissionRequest asked() {
        return job == null ? null : job.request();
    }

    private String peer() {
        return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    }

    private String kind() {
        AdmissionRequest asked = asked();
        return asked == null ? AdmissionMetrics.UNKNOWN_KIND : asked.kind().kind();
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
