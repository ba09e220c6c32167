package alluxio.admission.cluster.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.cluster.snapshot.ObjectStore.StoredKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("A store of objects")
class ObjectStoreTest {
    private final AtomicInteger changes = new AtomicInteger();
    private final MemoryBudget budget = new MemoryBudget(10_000);
    private final ObjectStore<ObjectNode> store = new ObjectStore<>(
            object -> object,
            MemoryBudget::of,
            new InformerEnvironment(
                    InformerTiming.DEFAULTS,
                    () -> Instant.EPOCH,
                    budget,
                    new ListSlots(1, () -> {}),
                    changes::incrementAndGet));

    @Test
    @DisplayName("gives the same lists again where nothing has changed")
    void sharesLists() {
        put("a", "x", "1");
        put("b", "x", "1");
        Map<String, NamedObjects<ObjectNode>> first = store.freeze();
        put("a", "y", "2");
        Map<String, NamedObjects<ObjectNode>> second = store.freeze();
        assertThat(second.get("b")).isSameAs(first.get("b"));
        assertThat(names(second, "a")).containsExactly("x", "y");
        assertThat(names(first, "a")).as("a snapshot never changes").containsExactly("x");
    }

    @Test
    @DisplayName("keeps an object of the same version as it is, and tells of no change")
    void keepsSameVersion() {
        put("a", "x", "1");
        NamedObjects<ObjectNode> first = list("a");
        assertThat(put("a", "x", "1")).isEqualTo("1");
        assertThat(list("a")).isSameAs(first);
        assertThat(changes).hasValue(1);
        assertThat(put("a", "x", "2")).isEqualTo("1");
        assertThat(changes).hasValue(2);
        assertThat(list("a").find("x").orElseThrow().path("v").stringValue("")).isEqualTo("2");
    }

    @Test
    @DisplayName("sorts by name, counts, and forgets")
    void sortsAndForgets() {
        put("a", "z", "1");
        put("a", "b", "1");
        put("b", "x", "1");
        assertThat(names(store.freeze(), "a")).containsExactly("b", "z");
        assertThat(store.size()).isEqualTo(3);
        assertThat(store.keys()).contains(new StoredKey("b", "x", "1"));
        assertThat(store.remove("b", "x")).isEqualTo("1");
        assertThat(store.remove("b", "x")).isEmpty();
        assertThat(store.freeze()).containsOnlyKeys("a");
        assertThat(store.resourceVersion("a", "z")).isEqualTo("1");
        store.clear();
        assertThat(store.freeze()).isEmpty();
        assertThat(store.size()).isZero();
    }

    @Test
    @DisplayName("holds no more than its budget, says so, and has room again when others are gone")
    void holdsBudget() {
        for (int i = 0; i < 40; i++) {
            put("a", "x" + i, "1");
        }
        assertThat(store.isOverflown()).isTrue();
        assertThat(store.size()).isBetween(10, 30);
        assertThat(budget.hasRoom()).isFalse();
        put("a", "x0", "2");
        assertThat(list("a").find("x0")).as("what would be stale").isEmpty();
        for (int i = 0; i < 40; i++) {
            store.remove("a", "x" + i);
        }
        assertThat(budget.hasRoom()).isTrue();
        assertThat(budget.reserve(10_000)).as("all was given back").isTrue();
        budget.release(10_000);
        store.forgetOverflow();
        put("a", "x0", "3");
        assertThat(store.isOverflown()).isFalse();
        store.clear();
        assertThat(budget.reserve(10_000)).isTrue();
    }

    private String put(String namespace, String name, String version) {
        ObjectNode object = JsonMapper.shared().createObjectNode().put("v", version);
        object.putObject("metadata").put("name", name);
        return store.put(new StoredKey(namespace, name, version), object);
    }

    private NamedObjects<ObjectNode> list(String namespace) {
        return list(store.freeze(), namespace);
    }

    private static NamedObjects<ObjectNode> list(Map<String, NamedObjects<ObjectNode>> frozen, String namespace) {
        return Optional.ofNullable(frozen.get(namespace)).orElseThrow();
    }

    private static List<String> names(Map<String, NamedObjects<ObjectNode>> frozen, String namespace) {
        return list(frozen, namespace).list().stream()
                .map(object -> object.at("/metadata/name").stringValue(""))
                .toList();
    }
}
