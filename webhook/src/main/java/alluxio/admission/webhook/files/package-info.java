/** Values that are read from files, and read again when the files change. */
@NullMarked
package alluxio.admission.webhook.files;

import org.jspecify.annotations.NullMarked;
