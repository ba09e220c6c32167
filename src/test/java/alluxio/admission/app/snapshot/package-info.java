/** Snapshots of a real API server's objects: first ones, changes, rights, and what happens while the API server is away. */
@NullMarked
package alluxio.admission.app.snapshot;

import org.jspecify.annotations.NullMarked;
