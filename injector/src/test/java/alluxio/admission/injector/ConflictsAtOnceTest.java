package alluxio.admission.injector;

import static alluxio.admission.injector.Fixtures.annotate;
import static alluxio.admission.injector.Fixtures.everything;
import static alluxio.admission.injector.Fixtures.injector;
import static alluxio.admission.injector.Fixtures.injectorOfAll;
import static alluxio.admission.injector.Fixtures.json;
import static alluxio.admission.injector.Fixtures.labelled;
import static alluxio.admission.injector.Fixtures.refusals;
import static alluxio.admission.injector.Fixtures.with;
import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.injector.explain.Refusal;
import alluxio.admission.model.Feature;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.ShortCircuitPolicy;
import alluxio.admission.model.configuration.ShortCircuitSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A user who fixes one conflict must not meet another that was there all the time. */
@DisplayName("All conflicts of a pod come at once")
class ConflictsAtOnceTest {
    private static final String AS_UUID = "alluxio.worker.data.server.domain.socket.as.uuid";

    /**
     * Something of the user's in the way of the injection, independent of all others.
     *
     * @param list of the container, or of the spec
     */
    private record Obstacle(boolean ofContainer, String list, String item) {
        void addTo(ObjectNode pod) {
            ObjectNode spec = pod.withObject("/spec");
            ObjectNode owner =
                    ofContainer ? (ObjectNode) spec.path("containers").path(0) : spec;
            ArrayNode items = owner.path(list) instanceof ArrayNode there ? there : owner.putArray(list);
            items.add(json(item));
        }
    }

    private static final List<Obstacle> OBSTACLES = List.of(
            new Obstacle(true, "volumeMounts", "{'name':'mine','mountPath':'/opt/domain'}"),
            new Obstacle(true, "volumeMounts", "{'name':'mine','mountPath':'/opt/domain/below'}"),
            new Obstacle(true, "volumeDevices", "{'name':'disk','devicePath':'/opt/domain'}"),
            new Obstacle(false, "volumes", "{'name':'alluxio-domain','emptyDir':{}}"),
            new Obstacle(true, "env", "{'name':'JAVA_TOOL_OPTIONS','value':'-D" + AS_UUID + "=false'}"),
            new Obstacle(true, "volumeMounts", "{'name':'mine','mountPath':'/mnt/alluxio'}"),
            new Obstacle(false, "volumes", "{'name':'alluxio-fuse','hostPath':{'path':'/data'}}"),
            new Obstacle(true, "env", "{'name':'ALLUXIO_FUSE_PATH','value':'/data/fuse'}"),
            new Obstacle(true, "volumeMounts", "{'name':'mine','mountPath':'/secrets/hdfsConfig'}"),
            new Obstacle(false, "volumes", "{'name':'alluxio-hdfs-alluxio-hdfs-config','emptyDir':{}}"),
            new Obstacle(true, "env", "{'name':'HADOOP_CONF_DIR','value':'/etc/hadoop'}"),
            new Obstacle(false, "hostAliases", "{'ip':'10.9.9.9','hostnames':['namenode']}"));

    private static ObjectNode pod(int chosen) {
        ObjectNode pod = labelled("");
        for (int i = 0; i < OBSTACLES.size(); i++) {
            if ((chosen & 1 << i) != 0) {
                OBSTACLES.get(i).addTo(pod);
            }
        }
        return pod;
    }

    @Test
    @DisplayName("two of one feature and one of another, in the order of the features")
    void example() {
        assertThat(refusals(injectorOfAll(), pod(0b1000_0000_1001)).stream().map(Refusal::rule))
                .containsExactly("inject-mount-path", "inject-volume-name", "inject-host-alias");
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "sidecar", "local"})
    @DisplayName("each subset of independent ones: fixing one reveals none")
    void subsets(String mode) {
        Injector injector = mode.equals("local")
                ? injector(with(
                        everything(EnumSet.allOf(Feature.class)),
                        draft -> draft.shortCircuit = Optional.of(new ShortCircuitSettings(
                                ShortCircuitPolicy.LOCAL,
                                true,
                                Optional.empty(),
                                "/opt/domain",
                                List.of("/opt/domain", "/mnt/ram")))))
                : injectorOfAll();
        List<Set<Refusal>> told = new ArrayList<>();
        for (int chosen = 0; chosen < 1 << OBSTACLES.size(); chosen++) {
            ObjectNode pod = pod(chosen);
            Decision decision =
                    Fixtures.decide(injector, mode.equals("sidecar") ? annotate(pod, Keys.FUSE_MODE, "sidecar") : pod);
            Set<Refusal> refusals =
                    decision instanceof Decision.Refused refused ? new HashSet<>(refused.refusals()) : Set.of();
            told.add(refusals);
            for (int i = 0; i < OBSTACLES.size(); i++) {
                if ((chosen & 1 << i) != 0) {
                    assertThat(refusals)
                            .as("with %s, after fixing %s", Integer.toBinaryString(chosen), OBSTACLES.get(i))
                            .containsAll(told.get(chosen & ~(1 << i)));
                }
            }
        }
        assertThat(told.getLast()).hasSizeGreaterThan(6);
    }
}
