package alluxio.admission.policy;

import alluxio.admission.model.kube.ObjectReference;

/**
 * Another object that a finding rests on.
 *
 * @param reference to it, as it was seen
 * @param losesData whether data is lost as long as both exist, whichever of them is applied first. Only then may the finding
 *     refuse an object in a live cluster, and only once a live read has confirmed that the other object is still as it was seen
 */
public record OtherObject(ObjectReference reference, boolean losesData) {}
