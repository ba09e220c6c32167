package alluxio.admission.cluster.missed;

import java.time.Instant;

/** Where Events go. Calls block. */
public interface EventSink {

    /** What became of an Event. */
    enum EventResult {
        CREATED,
        /** Another replica was faster, or this one before it restarted. */
        EXISTED,
        /** Not allowed, or not reached. */
        FAILED
    }

    /** @param name of the Event, the same for the same owner on the same day */
    EventResult create(String name, MissedOwner about, Instant at);
}
