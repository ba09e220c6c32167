package alluxio.admission.cluster.snapshot;

import java.time.InstantSource;

/**
 * What all informers of a source share.
 *
 * @param budget of memory for what all of them keep
 * @param lists how many of them list at once
 * @param changed is told of each change of what is known
 */
record InformerEnvironment(
        InformerTiming timing, InstantSource clock, MemoryBudget budget, ListSlots lists, Runnable changed) {}
