/**
 * The configuration file: read strictly, all mistakes at once, each with its place and the way out. One file for each
 * section; every section is a function from a {@link alluxio.admission.app.config.ConfigNode} to a value.
 */
@NullMarked
package alluxio.admission.app.config;

import org.jspecify.annotations.NullMarked;
