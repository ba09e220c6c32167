package alluxio.admission.certs.rotation;

import java.time.Instant;

/**
 * A CA that no longer signs.
 *
 * @param until when the last leaf certificate under it has expired. From then on it is no longer trusted, but remembered until
 *     it expires itself: a replica that finds it in a caBundle knows that it may remove it
 */
public record RetiredAuthority(Authority authority, Instant until) {}
