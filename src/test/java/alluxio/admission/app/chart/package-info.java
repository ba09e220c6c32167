/** The Helm chart, and the manifests that are made of it. */
@NullMarked
package alluxio.admission.app.chart;

import org.jspecify.annotations.NullMarked;
