/** Container images without a registry or a daemon: made of Debian packages, packed, unpacked, and run in. */
@NullMarked
package alluxio.admission.testcluster.image;

import org.jspecify.annotations.NullMarked;
