package alluxio.admission.cluster.missed;

import alluxio.admission.cluster.missed.EventSink.EventResult;
import alluxio.admission.injector.status.Digests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes one Event a day for each owner of pods that were missed, and not more than {@link #MOST_AN_HOUR}, of which one namespace
 * gets {@link #MOST_OF_A_NAMESPACE}: a tenant who makes many such pods does not silence the others. The name of an Event is a
 * function of owner and day, so replicas and restarts do not repeat it. Used by one thread.
 */
public final class MissedPodEvents {
    /** Created by one replica in any hour; the rest follows later. */
    public static final int MOST_AN_HOUR = 20;

    /** The share of one namespace in {@link #MOST_AN_HOUR}. */
    public static final int MOST_OF_A_NAMESPACE = 5;

    /** Failures in one reconciliation after which it ends: the API server is not asked for each of a thousand owners. */
    private static final int MOST_FAILURES = 3;

    private record Created(Instant at, String namespace) {}

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int LONGEST_NAME = 200;

    private final EventSink sink;
    private final InstantSource clock;
    private final Deque<Created> created = new ArrayDeque<>();
    private final Set<String> done = new HashSet<>();
    private LocalDate day = LocalDate.MIN;
    private long total;

    public MissedPodEvents(EventSink sink, InstantSource clock) {
        this.sink = sink;
        this.clock = clock;
    }

    /** Writes what is due. */
    public void reconcile(List<MissedOwner> owners) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (!today.equals(day)) {
            day = today;
            done.clear();
        }
        while (!created.isEmpty() && !created.getFirst().at().isAfter(now.minus(HOUR))) {
            created.removeFirst();
        }
        int failures = 0;
        for (MissedOwner owner : owners) {
            if (created.size() >= MOST_AN_HOUR || failures >= MOST_FAILURES) {
                return;
            }
            String name = name(owner, today);
            if (!done.contains(name) && mayWriteIn(owner.namespace()) && !write(name, owner, now)) {
                failures++;
            }
        }
    }

    private boolean mayWriteIn(String namespace) {
        return created.stream()
                        .filter(each -> each.namespace().equals(namespace))
                        .count()
                < MOST_OF_A_NAMESPACE;
    }

    private boolean write(String name, MissedOwner owner, Instant now) {
        EventResult result = sink.create(name, owner, now);
        if (result == EventResult.FAILED) {
            return false;
        }
        done.add(name);
        if (result == EventResult.CREATED) {
            created.addLast(new Created(now, owner.namespace()));
            total++;
        }
        return true;
    }

    /** How many it has created in all. */
    public long total() {
        return total;
    }

    /** Unique for the owner and the day, and a valid name. */
    static String name(MissedOwner owner, LocalDate day) {
        String of = owner.reference().name();
        String digest = Digests.of(String.join(
                "/",
                owner.namespace(),
                owner.reference().kind(),
                of,
                owner.reference().uid(),
                day.toString()));
        return (of.length() <= LONGEST_NAME ? of : of.substring(0, LONGEST_NAME)) + ".alluxio-" + digest;
    }
}
