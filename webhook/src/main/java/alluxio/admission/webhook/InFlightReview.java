package alluxio.admission.webhook;

import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.http.CloseReason;
import alluxio.admission.webhook.http.IncomingRequest;
import alluxio.admission.webhook.http.SimpleResponse;
import alluxio.admission.webhook.json.TreeWeight;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One review from its head to its answer: it is read, waits for its turn, is decided on. Lives on the server's event loop.
 * Whatever ends it (an answer, the deadline, the client leaving) ends it once, and its bytes are given back once nothing
 * holds them any more.
 */
final class InFlightReview implements IncomingRequest.BodyReceiver {

    private enum Stage {
        READING,
        PAUSED,
        QUEUED,
        DECIDING,
        ENDED
    }

    private final ReviewContext server;
    private final Endpoint endpoint;
    private final IncomingRequest request;
    private final long began = System.nanoTime();
    private final RequestBody body;
    private Stage stage = Stage.READING;
    private @Nullable Future<?> deadline;
    private BytesInFlight.@Nullable Intake intake;
    private ByteBudget.@Nullable Share turn;
    private ReviewProcessor.@Nullable Job job;

    InFlightReview(ReviewContext server, Endpoint endpoint, IncomingRequest request) {
        this.server = server;
        this.endpoint = endpoint;
        this.request = request;
        this.body = new RequestBody(endpoint.maxBytes());
    }

    void begin() {
        Optional<RequestValidator.Rejection> rejection = server.gate().check(request, endpoint);
        if (rejection.isPresent()) {
            end();
            reject(rejection.get());
            return;
        }
        Duration allowed = server.gate().deadline(request).orElseThrow();
        deadline = server.loop().schedule(this::deadlinePassed, Math.max(1, allowed.toMillis()), TimeUnit.MILLISECONDS);
        intake = server.bytes()
                .body(
                        RequestValidator.declaredLength(request).orElse(endpoint.maxBytes()),
                        () -> request.endIncomplete(CloseReason.BYTES_FULL));
        request.receive(this);
    }

    @Override
    public void part(ByteBuf part, boolean last) {
        if (stage != Stage.READING || intake == null) {
            return;
        }
        if (!body.hasRoomFor(part.readableBytes())) {
            end();
            release();
            reject(RequestValidator.tooLarge(endpoint));
            return;
        }
        ByteBuf kept = part.retainedDuplicate();
        stage = Stage.PAUSED;
        if (intake.take(part.readableBytes(), last, () -> takeIn(kept, last, true))) {
            takeIn(kept, last, false);
        } else if (stage == Stage.PAUSED) {
            request.pause();
        }
    }

    private void takeIn(ByteBuf part, boolean last, boolean waited) {
        stage = Stage.READING;
        body.append(part);
        part.release();
        if (last) {
            queue();
        } else if (waited) {
            request.resume();
        }
    }

    /** As a tree, a body takes many times its bytes; how many is known before, and the trees of a time are bounded. */
    private void queue() {
        byte[] bytes = body.toBytes();
        long weight = TreeWeight.of(bytes);
        if (weight > server.turns().heaviest()) {
            end();
            release();
            reject(RequestValidator.tooHeavy(weight, server.turns().heaviest()));
            return;
        }
        if (server.turns().waiting(weight) >= server.waiting()) {
            end();
            release();
            fail(503, "too many requests at once");
            return;
        }
        stage = Stage.QUEUED;
        turn = server.turns().acquire(weight, () -> decide(bytes, TreeMemory.isLight(weight)));
    }

    private void decide(byte[] bytes, boolean light) {
        stage = Stage.DECIDING;
        job = server.decider()
                .submit(
                        bytes,
                        endpoint.handler(),
                        light,
                        request.peer(),
                        result -> server.loop().execute(() -> {
                            release();
                            if (stage == Stage.DECIDING) {
                                end();
                                answer(result);
                            }
                        }));
    }

    private void answer(ReviewProcessor.Result result) {
        switch (result) {
            case ReviewProcessor.Result.Answered answered -> {
                if (!server.isWarmUp(answered.request().uid())) {
                    server.metrics()
                            .decided(answered.answer(), answered.request().kind(), took());
                    DecisionLog.decided(answered.request(), answered.answer(), took());
                }
                byte[] json = answered.body();
                BytesInFlight.Intake untaken =
                        server.bytes().answer(json.length, () -> request.endIncomplete(CloseReason.BYTES_FULL));
                request.answer(SimpleResponse.json(json), untaken::release);
            }
            case ReviewProcessor.Result.Malformed malformed ->
                reject(new RequestValidator.Rejection(400, malformed.message()));
            case ReviewProcessor.Result.BeyondLimit beyond -> {
                server.metrics().beyondLimit();
                DecisionLog.beyondLimit(beyond.request(), beyond.message(), took(), request.peer());
                fail(500, beyond.message());
            }
            case ReviewProcessor.Result.Failed failed -> {
                DecisionLog.failed(failed.request(), failed.cause(), took(), request.peer());
                fail(500, "the request could not be decided on because of an internal error");
            }
        }
    }

    private void deadlinePassed() {
        Stage reached = stage;
        end();
        switch (reached) {
            case PAUSED, QUEUED -> {
                DecisionLog.late(null, "too much at once", took(), request.peer());
                release();
                fail(503, "too many requests at once; this one waited until its deadline");
            }
            case READING -> {
                release();
                reject(new RequestValidator.Rejection(408, "the body did not arrive before the deadline"));
            }
            case DECIDING -> {
                DecisionLog.late(asked(), "deadline", took(), request.peer());
                fail(504, "no decision was reached before the deadline");
                abandonJob();
            }
            case ENDED -> {}
        }
    }

    @Override
    public void gone(Optional<CloseReason> reason) {
        Stage reached = stage;
        if (reached == Stage.ENDED) {
            return;
        }
        end();
        if (reached == Stage.DECIDING) {
            DecisionLog.late(asked(), "the client left", took(), request.peer());
            server.metrics().failed(kind(), took());
            abandonJob();
        } else {
            release();
        }
    }

    private void end() {
        stage = Stage.ENDED;
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    /** Bytes that a thread still works on are given back when it is done with them. */
    private void abandonJob() {
        if (job != null && server.decider().abandon(job)) {
            release();
        }
    }

    private void release() {
        if (intake != null) {
            intake.release();
        }
        if (turn != null) {
            turn.release();
        }
    }

    private void reject(RequestValidator.Rejection rejection) {
        server.metrics().rejected(rejection.status());
        server.turnedAway().request(rejection.status(), rejection.message(), request.peer());
        request.answer(SimpleResponse.line(rejection.status(), rejection.message()));
    }

    private void fail(int status, String message) {
        server.metrics().failed(kind(), took());
        server.metrics().rejected(status);
        request.answer(SimpleResponse.line(status, message));
    }

    private @Nullable AdmissionRequest asked() {
        return job == null ? null : job.request();
    }

    private String kind() {
        AdmissionRequest asked = asked();
        return asked == null ? AdmissionMetrics.UNKNOWN_KIND : asked.kind();
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
