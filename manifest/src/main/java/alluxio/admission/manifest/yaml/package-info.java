/**
 * YAML and JSON as kubectl reads them: goyaml.v2's scalars (YAML 1.1), aliases, merge keys, and documents split at lines
 * that start with {@code ---}. Written so that YAML 1.1 and YAML 1.2 readers both see the same strings.
 */
@NullMarked
package alluxio.admission.manifest.yaml;

import org.jspecify.annotations.NullMarked;
