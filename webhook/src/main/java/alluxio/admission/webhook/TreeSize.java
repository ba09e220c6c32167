package alluxio.admission.webhook;

/** How heavy the tree of a body is. Light ones, which nearly all are, never wait for heavy ones. */
enum TreeSize {
    /** At most {@link #LIGHT_BYTES}. */
    LIGHT,
    HEAVY;

    /** The heaviest light tree, in bytes of memory: that of a usual object of some 50 kB. */
    static final long LIGHT_BYTES = 512 << 10;

    /** @param weight in bytes of memory, see {@link alluxio.admission.webhook.json.TreeWeight} */
    static TreeSize of(long weight) {
        return weight <= LIGHT_BYTES ? LIGHT : HEAVY;
    }
}
