package alluxio.admission.certs.rotation;

import java.time.Instant;

/**
 * An authority that signs no more.
 *
 * @param until when the last leaf under it has expired. Then it is no longer trusted, but remembered until it expires
 *     itself: who finds it in a caBundle shall know that it may go
 */
public record RetiredAuthority(Authority authority, Instant until) {}
