/** What {@code try} shows: example pods, sent through the real server or a real API server. */
@NullMarked
package alluxio.admission.app.demo;

import org.jspecify.annotations.NullMarked;
