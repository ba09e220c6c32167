/** Manifests: files in, the pods in them found, files out. */
@NullMarked
package alluxio.admission.app.manifest;

import org.jspecify.annotations.NullMarked;
