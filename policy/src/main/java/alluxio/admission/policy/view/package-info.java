/** What rules read: a submitted object as fields that know their path, and what its containers will run with. */
@NullMarked
package alluxio.admission.policy.view;

import org.jspecify.annotations.NullMarked;
