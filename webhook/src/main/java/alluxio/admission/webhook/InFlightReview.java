package alluxio.admission.webhook;

import alluxio.admission.model.kube.AdmissionRequest;
import alluxio.admission.webhook.RequestValidator.Rejection;
import alluxio.admission.webhook.ReviewProcessor.Result;
import alluxio.admission.webhook.ReviewProcessor.ReviewTask;
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
 * One review from its head to its response: its body is read, it waits for memory, and it is decided on. Whatever comes first
 * (a response, the deadline, the client leaving) ends it, once; its bytes are released when no thread uses them any more.
 * Lives on the server's event loop.
 */
final class InFlightReview implements IncomingRequest.BodyReceiver {

    private enum Stage {
        READING,
        /** Not read for lack of memory. */
        PAUSED,
        /** Read whole; waits for memory for its tree. */
        QUEUED,
        DECIDING,
        ENDED
    }

    private final ReviewServices server;
    private final Endpoint endpoint;
    private final IncomingRequest request;
    private final long began = System.nanoTime();
    private final RequestBody body;
    private Stage stage = Stage.READING;
    private Duration allowed = Duration.ZERO;
    private @Nullable Future<?> deadline;
    private BytesInFlight.@Nullable Holding bodyMemory;
    private ByteBudget.@Nullable Reservation treeMemory;
    private ReviewProcessor.@Nullable Job job;

    InFlightReview(ReviewServices server, Endpoint endpoint, IncomingRequest request) {
        this.server = server;
        this.endpoint = endpoint;
        this.request = request;
        this.body = new RequestBody(endpoint.maxBytes());
    }

    void begin() {
        Optional<Rejection> rejection = server.validator().check(request, endpoint);
        if (rejection.isPresent()) {
            end();
            reject(rejection.get());
            return;
        }
        allowed = server.validator().deadline(request).orElseThrow();
        deadline = server.loop().schedule(this::deadlinePassed, Math.max(1, allowed.toMillis()), TimeUnit.MILLISECONDS);
        long expected = RequestValidator.declaredLength(request).orElse(endpoint.maxBytes());
        bodyMemory = bytes().beginBody(expected, () -> request.endIncomplete(CloseReason.BYTES_FULL));
        request.receive(this);
    }

    @Override
    public void received(ByteBuf bytes, boolean last) {
        if (stage != Stage.READING || bodyMemory == null) {
            return;
        }
        if (!body.hasRoomFor(bytes.readableBytes())) {
            endAndReject(RequestValidator.tooLarge(endpoint));
            return;
        }
        ByteBuf kept = bytes.retainedDuplicate();
        stage = Stage.PAUSED;
        boolean granted = bodyMemory.acquire(bytes.readableBytes(), last, () -> {
            append(kept, last);
            if (!last) {
                request.resume();
            }
        });
        if (granted) {
            append(kept, last);
        } else if (stage == Stage.PAUSED) {
            request.pause();
        }
    }

    private void append(ByteBuf bytes, boolean last) {
        stage = Stage.READING;
        body.append(bytes);
        bytes.release();
        if (last) {
            queue();
        }
    }

    /** As a tree, a body takes many times its bytes. How many is known before it is parsed, and all trees together are bounded. */
    private void queue() {
        byte[] bytes = body.toBytes();
        long weight = TreeWeight.of(bytes);
        TreeMemory trees = server.backPressure().trees();
        if (weight > trees.heaviest()) {
            endAndReject(RequestValidator.tooHeavy(weight, trees.heaviest()));
        } else if (trees.waiting(weight) >= server.backPressure().maxWaiting()) {
            end();
            release();
            fail(503, "too many requests at once");
        } else {
            stage = Stage.QUEUED;
            treeMemory = trees.acquire(weight, () -> decide(bytes, TreeSize.of(weight)));
        }
    }

    private void decide(byte[] bytes, TreeSize size) {
        stage = Stage.DECIDING;
        ReviewTask task = new ReviewTask(bytes, endpoint.handler(), request.peer(), began + allowed.toNanos());
        job = server.processor().submit(task, size, result -> server.loop().execute(() -> decided(result)));
    }

    private void decided(Result result) {
        release();
        if (stage == Stage.DECIDING) {
            end();
            answer(result);
        }
    }

    private void answer(Result result) {
        switch (result) {
            case Result.Answered answered -> {
                server.recorder().decided(answered, took());
                byte[] json = answered.body();
                BytesInFlight.Holding untaken =
                        bytes().beginResponse(json.length, () -> request.endIncomplete(CloseReason.BYTES_FULL));
                request.answer(SimpleResponse.json(json), untaken::release);
            }
            case Result.Malformed malformed -> reject(new Rejection(400, malformed.message()));
            case Result.BeyondLimit beyond -> {
                server.recorder().beyondLimit(beyond, took(), request.peer());
                fail(500, beyond.message());
            }
            case Result.NotReady notReady -> {
                server.recorder().notReady(notReady, took(), request.peer());
                request.answer(SimpleResponse.line(503, notReady.message()));
            }
            case Result.Failed failed -> {
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
            case READING -> endAndReject(new Rejection(408, "the body did not arrive before the deadline"));
            case DECIDING -> {
                DecisionLog.late(decoded(), "deadline", took(), request.peer());
                fail(504, "no decision was reached before the deadline");
                abandonJob();
            }
            case ENDED -> {}
        }
    }

    @Override
    public void cancelled(Optional<CloseReason> reason) {
        Stage reached = stage;
        if (reached == Stage.ENDED) {
            return;
        }
        end();
        if (reached == Stage.DECIDING) {
            DecisionLog.late(decoded(), "the client left", took(), request.peer());
            server.recorder().notDecided(decoded(), took());
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

    /** Bytes that a thread still uses are released when it is done with them. */
    private void abandonJob() {
        if (job != null && server.processor().abandon(job)) {
            release();
        }
    }

    private void release() {
        if (bodyMemory != null) {
            bodyMemory.release();
        }
        if (treeMemory != null) {
            treeMemory.release();
        }
    }

    private void endAndReject(Rejection rejection) {
        end();
        release();
        reject(rejection);
    }

    private void reject(Rejection rejection) {
        server.recorder().rejected(rejection, request.peer());
        request.answer(SimpleResponse.line(rejection.status(), rejection.message()));
    }

    private void fail(int status, String message) {
        server.recorder().failed(decoded(), status, took());
        request.answer(SimpleResponse.line(status, message));
    }

    private BytesInFlight bytes() {
        return server.backPressure().bytes();
    }

    /** The request, once it has been decoded. */
    private @Nullable AdmissionRequest decoded() {
        return job == null ? null : job.request();
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
