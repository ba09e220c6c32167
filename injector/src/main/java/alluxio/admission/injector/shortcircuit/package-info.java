/** Short circuit, by domain socket or by block files, for clients and for the containers of Alluxio. */
@NullMarked
package alluxio.admission.injector.shortcircuit;

import org.jspecify.annotations.NullMarked;
