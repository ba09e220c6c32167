package alluxio.admission.cluster.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ObjectNode;

/** The informers of one namespace, or those of the whole cluster: their objects enter the snapshot together. */
final class InformerGroup {
    /** A kind whose list fails for that long, while others can be read, is left out: one fault does not keep all from starting. */
    static final Duration GIVE_UP = Duration.ofSeconds(30);

    private final List<Member> members;

    private record Member(KindInformer informer, ObjectStore<ObjectNode> store) {}

    private InformerGroup(List<Member> members) {
        this.members = members;
    }

    /** @param namespace "" for what is read in the whole cluster */
    static InformerGroup create(
            List<SnapshotKind> kinds, String namespace, InformerFactory factory, InformerEnvironment environment) {
        return new InformerGroup(kinds.stream()
                .map(kind -> member(new Watched(kind, namespace), factory, environment))
                .toList());
    }

    private static Member member(Watched watched, InformerFactory factory, InformerEnvironment environment) {
        ObjectStore<ObjectNode> store =
                new ObjectStore<>(object -> Trimming.trim(object, watched.kind()), MemoryBudget::of, environment);
        return new Member(new KindInformer(watched, factory, store, environment), store);
    }

    List<KindInformer> informers() {
        return members.stream().map(Member::informer).toList();
    }

    /** @param reachable whether anything can be read, so that a failure is one of this kind */
    boolean isDecided(Instant now, boolean reachable) {
        return members.stream()
                .map(member -> member.informer().progress())
                .allMatch(progress -> progress.isDecided() || (reachable && isGivenUp(progress, now)));
    }

    private static boolean isGivenUp(InformerProgress progress, Instant now) {
        return progress.failingSince()
                .filter(since -> Duration.between(since, now).compareTo(GIVE_UP) > 0)
                .isPresent();
    }

    /** Adds what is known to a snapshot: a kind that is not known completely is left out. */
    void freeze(BiConsumer<SnapshotKind, Map<String, NamedObjects<ObjectNode>>> objects, Set<Watched> complete) {
        for (Member member : members) {
            Watched watched = member.informer().watched();
            if (member.informer().progress().known()) {
                if (!member.store().isOverflown()) {
                    complete.add(watched);
                }
                objects.accept(watched.kind(), member.store().freeze());
            }
        }
    }

    void stop() {
        members.forEach(member -> member.informer().stop());
    }
}
