package alluxio.admission.certs.rotation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The CAs that all replicas share by way of the Secret. Immutable.
 *
 * @param current signs leaf certificates
 * @param next is published, and will sign once every API server trusts it
 * @param retired no longer sign, but leaf certificates under them may still be served; the oldest first
 */
public record Authorities(Optional<Authority> current, Optional<Authority> next, List<RetiredAuthority> retired) {
    public static final Authorities NONE = new Authorities(Optional.empty(), Optional.empty(), List.of());

    public Authorities {
        retired = List.copyOf(retired);
    }

    /** The CAs that leaf certificates may chain to; they belong in every caBundle. */
    public List<Authority> trusted(Instant now) {
        return Stream.of(
                        current.stream(),
                        next.stream(),
                        retired.stream().filter(r -> now.isBefore(r.until())).map(RetiredAuthority::authority))
                .flatMap(authorities -> authorities)
                .filter(authority -> authority.isValid(now))
                .toList();
    }

    /** All CAs, trusted or not. */
    public Stream<Authority> all() {
        return Stream.of(current.stream(), next.stream(), retired.stream().map(RetiredAuthority::authority))
                .flatMap(authorities -> authorities);
    }

    public boolean knows(String id) {
        return all().anyMatch(authority -> authority.id().equals(id));
    }

    /** Whether there is a current CA, and it is valid. */
    public boolean canSign(Instant now) {
        return current.filter(authority -> authority.isValid(now)).isPresent();
    }

    /**
     * A new CA that signs at once, because the current one cannot.
     *
     * @param until when the last leaf certificate under the replaced CA has expired
     */
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

    /** The next CA signs from now on. */
    public Authorities promoted(Instant until) {
        return next.map(n -> new Authorities(Optional.of(n), Optional.empty(), retire(current, n, until)))
                .orElse(this);
    }

    /** With CAs that it does not know, and under which leaf certificates may be served until then. */
    public Authorities adopting(Collection<Authority> more, Instant until) {
        List<RetiredAuthority> all = new ArrayList<>(retired);
        more.stream()
                .filter(authority -> !knows(authority.id()))
                .distinct()
                .forEach(authority -> all.add(retired(authority, until)));
        return new Authorities(current, next, all);
    }

    /** Without expired CAs. */
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
