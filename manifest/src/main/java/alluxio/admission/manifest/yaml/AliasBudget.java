package alluxio.admission.manifest.yaml;

/** The share of a document that may come from aliases: goyaml.v2's limits, so that the same documents are accepted. Not thread safe. */
final class AliasBudget {
    private static final int SMALL = 400_000;
    private static final int LARGE = 4_000_000;

    private final int mostNodes;
    private int nodes;
    private int nodesInAliases;
    private int aliasDepth;

    /** @param mostNodes of the document once its aliases are resolved, whatever their share */
    AliasBudget(int mostNodes) {
        this.mostNodes = mostNodes;
    }

    /** Whether there are more nodes than that. */
    boolean isExceeded() {
        return nodes > mostNodes;
    }

    void enterAlias() {
        aliasDepth++;
    }

    void leaveAlias() {
        aliasDepth--;
    }

    /** Counts one more node; false when aliases have multiplied too much. */
    boolean spend() {
        nodes++;
        if (aliasDepth > 0) {
            nodesInAliases++;
        }
        return nodesInAliases <= 100 || nodes <= 1000 || (double) nodesInAliases / nodes <= allowedShare();
    }

    private double allowedShare() {
        if (nodes <= SMALL) {
            return 0.99;
        }
        return nodes >= LARGE ? 0.10 : 0.99 - 0.89 * ((nodes - SMALL) / (double) (LARGE - SMALL));
    }
}
