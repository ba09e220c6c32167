@org.jspecify.annotations.NullMarked
package alluxio.admission.webhook.json;
