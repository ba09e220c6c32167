package alluxio.admission.certs.rotation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All authorities that replicas share. Immutable.
 *
 * @param current signs leaves
 * @param next is published, and signs when every API server trusts it
 * @param retired in the order in which they came here
 */
public record Authorities(Optional<Authority> current, Optional<Authority> next, List<RetiredAuthority> retired) {
    public static final Authorities NONE = new Authorities(Optional.empty(), Optional.empty(), List.of());

    public Authorities {
        retired = List.copyOf(retired);
    }

    /** Those that leaves may chain to: they belong in every caBundle. */
    public List<Authority> trusted(Instant now) {
        return Stream.of(
                        current.stream(),
                        next.stream(),
                        retired.stream().filter(r -> now.isBefore(r.until())).map(RetiredAuthority::authority))
                .flatMap(authorities -> authorities)
                .filter(authority -> authority.isValid(now))
                .toList();
    }

    /** Every one, trusted or not. */
    public Stream<Authority> all() {
        return Stream.of(current.stream(), next.stream(), retired.stream().map(RetiredAuthority::authority))
                .flatMap(authorities -> authorities);
    }

    public boolean knows(String id) {
        return all().anyMatch(authority -> authority.id().equals(id));
    }

    /** Whether the current one can sign now. */
    public boolean canSign(Instant now) {
        return current.filter(authority -> authority.isValid(now)).isPresent();
    }

    /** A new one signs at once, because the one before cannot. */
    public Authorities withCurrent(Authority authority, Instant until) {
        return new Authorities(Optional.of(authority), without(next, authority), retire(current, authority, until));
    }

    public Authorities withNext(Authority authority) {
        return new Authorities(current, Optional.of(authority), retired);
    }

    public Authorities withoutNext(Instant until) {
        List<RetiredAuthority> more = new ArrayList<>(retired);
        next.ifPresent(n -> more.add(retired(n, until)));
        return new Authorities(current, Optional.empty(), more);
    }

    /** The next one signs from now on. */
    public Authorities promoted(Instant until) {
        return next.map(n -> new Authorities(Optional.of(n), Optional.empty(), retire(current, n, until)))
                .orElse(this);
    }

    /** Leaves under these may still be served: they are trusted until then. */
    public Authorities adopting(Collection<Authority> more, Instant until) {
        List<RetiredAuthority> all = new ArrayList<>(retired);
        more.stream()
                .filter(authority -> !knows(authority.id()))
                .distinct()
                .forEach(authority -> all.add(retired(authority, until)));
        return new Authorities(current, next, all);
    }

    /** Without those that have expired, which nobody needs to remember. */
    public Authorities pruned(Instant now) {
        return new Authorities(
                current,
                next,
                retired.stream()
                        .filter(r -> now.isBefore(r.authority().notAfter()))
                        .toList());
    }

    private List<RetiredAuthority> retire(Optional<Authority> old, Authority successor, Instant until) {
        List<RetiredAuthority> all = new ArrayList<>(retired.stream()
                .filter(r -> !r.authority().id().equals(successor.id()))
                .toList());
        old.filter(o -> !o.id().equals(successor.id())).ifPresent(o -> all.add(retired(o, until)));
        return all;
    }

    private static RetiredAuthority retired(Authority authority, Instant until) {
        return new RetiredAuthority(authority, until.isBefore(authority.notAfter()) ? until : authority.notAfter());
    }

    private static Optional<Authority> without(Optional<Authority> from, Authority authority) {
        return from.filter(a -> !a.id().equals(authority.id()));
    }
}
