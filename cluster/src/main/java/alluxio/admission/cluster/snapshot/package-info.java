/**
 * What the server knows of its cluster: informers that keep a part of each object, immutable snapshots of what they hold, and
 * single live reads. Nothing here is called on the way to an answer but reading the current snapshot.
 */
@NullMarked
package alluxio.admission.cluster.snapshot;

import org.jspecify.annotations.NullMarked;
