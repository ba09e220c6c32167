/** The engine over manifests: inject, uninject and validate for the command line. */
@NullMarked
package alluxio.admission.app.manifest;

import org.jspecify.annotations.NullMarked;
