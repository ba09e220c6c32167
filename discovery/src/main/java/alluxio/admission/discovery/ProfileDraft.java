package alluxio.admission.discovery;

import alluxio.admission.model.configuration.ProfileKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sources and remarks of a profile while its values are found. For one thread. */
final class ProfileDraft {
    private final Map<ProfileKey, String> sources = new EnumMap<>(ProfileKey.class);
    private final List<String> remarks = new ArrayList<>();

    void remark(String text) {
        if (remarks.size() < DiscoveryLimits.REMARKS && !remarks.contains(text)) {
            remarks.add(text);
        }
    }

    void source(ProfileKey key, String source) {
        sources.put(key, source);
    }

    /**
     * The value on which all objects agree. Where two differ, neither counts: an object that anybody may create beside the
     * real one must not replace its value.
     */
    <T> Optional<T> agreed(ProfileKey key, List<Found<T>> found) {
        Optional<Found<T>> one = agreed(key.path(), found);
        one.ifPresent(value -> source(key, value.source()));
        return one.map(Found::value);
    }

    /** @param what for the remark: {@code shortCircuit.hostPath} */
    <T> Optional<Found<T>> agreed(String what, List<Found<T>> found) {
        List<Found<T>> sorted =
                found.stream().sorted(Comparator.comparing(Found::source)).toList();
        if (sorted.isEmpty()) {
            return Optional.empty();
        }
        Found<T> first = sorted.getFirst();
        Optional<Found<T>> other = sorted.stream()
                .filter(one -> !one.value().equals(first.value()))
                .findFirst();
        other.ifPresent(o -> remark("no " + what + ": " + first.source() + " has " + first.value() + ", but "
                + o.source() + " has " + o.value() + "; let them agree, or write " + what + " in the profile"));
        return other.isPresent() ? Optional.empty() : Optional.of(first);
    }

    Map<ProfileKey, String> sources() {
        return sources;
    }

    List<String> remarks() {
        return remarks;
    }
}
