/** What Alluxio is: keys, features, profiles. No I/O, and nothing here knows another module of this project. */
@NullMarked
package alluxio.admission.model;

import org.jspecify.annotations.NullMarked;
