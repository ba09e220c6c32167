/** Kubernetes manifests: read from files and folders, with the pods, Namespaces and other objects found in them. */
@NullMarked
package alluxio.admission.manifest;

import org.jspecify.annotations.NullMarked;
