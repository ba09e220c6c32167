package alluxio.admission.app.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.app.apiserver.Api.Reply;
import alluxio.admission.app.apiserver.Registration.Route;
import alluxio.admission.app.config.TestConfigurations;
import alluxio.admission.injector.patch.JsonPatch;
import alluxio.admission.model.Keys;
import alluxio.admission.model.configuration.AdmissionConfiguration;
import alluxio.admission.model.configuration.Glob;
import alluxio.admission.model.configuration.InjectionSettings;
import alluxio.admission.model.configuration.PolicySettings;
import alluxio.admission.model.configuration.Profile;
import alluxio.admission.model.configuration.ProfileAccess;
import alluxio.admission.testcluster.ApiServer;
import alluxio.admission.testcluster.RealApiServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What docs/security.md says of a pod's author, through a real API server. */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The author of a pod")
class AuthorGainsIT {
    private static final String SCOPE = "gains";
    private static final String TEAM = "gains-team";
    private static final String ML = "gains-ml";

    /** The namespace of the profiles' Alluxio. */
    private static final String ALLUXIO = "gains-alluxio";

    private final Api api;
    private final Registration ours;
    private final LateWebhook late;

    AuthorGainsIT(ApiServer server) {
        api = new Api(server);
        for (String namespace : List.of(TEAM, ML, ALLUXIO)) {
            api.namespace(namespace, SCOPE, Map.of());
        }
        ours = Registration.start(api, SCOPE, TEAM, Route.URL, configuration());
        late = new LateWebhook(api, "zz-copies", SCOPE, AuthorGainsIT::copy);
        Registration.await(
                () -> api.dryRun(TEAM, late("true")).text(),
                text -> text.contains("late:1"),
                "the other webhook does not come into force");
    }

    /** Profile alluxio is for everybody, in either FUSE mode; profile tiers is for ML. */
    private static AdmissionConfiguration configuration() {
        Map<String, Profile> profiles = TestConfigurations.everything(ALLUXIO).profiles();
        Map<String, ProfileAccess> access = new LinkedHashMap<>(TestConfigurations.access());
        access.put("tiers", new ProfileAccess(List.of(new Glob("gains-m*")), Set.of()));
        return new AdmissionConfiguration(
                "alluxio", profiles, access, InjectionSettings.defaults(), PolicySettings.DEFAULT);
    }

    /** As a mesh's webhook does with an annotation that names volume and path. */
    private static List<JsonPatch.PatchOperation> copy(ObjectNode pod) {
        String readOnly = pod.path("metadata").path("labels").path("late").stringValue("");
        if (readOnly.isEmpty() || pod.toString().contains("late:1")) {
            return List.of();
        }
        return List.of(new JsonPatch.Add(
                "/spec/containers/-",
                json(
                        "{'name':'late','image':'late:1','volumeMounts':[{'name':'alluxio-domain','mountPath':'/copied','readOnly':"
                                + readOnly + "}]}")));
    }

    private static ObjectNode late(String readOnly) {
        ObjectNode pod = pod("'containers':[{'name':'app','image':'a:1'}]");
        pod.withObject("/metadata/labels").put("late", readOnly);
        return pod;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alluxio-domain",
                "alluxio-fuse",
                "alluxio-hdfs-alluxio-hdfs-config",
            })
    @DisplayName("gets no mount of a volume that only the injection defines, with a forged status neither")
    void borrowed(String volume) {
        String status = Pods.annotation(
                api.dryRun(TEAM, pod("'containers':[{'name':'app','image':'a:1'}]"))
                        .pod(),
                Keys.STATUS);
        ObjectNode pod = pod("'containers':[{'name':'app','image':'a:1','volumeMounts':[{'name':'" + volume
                + "','mountPath':'/x'}]}]");
        ObjectNode forged = Pods.annotated(pod, Map.of(Keys.STATUS, status));
        for (ObjectNode each : List.of(pod, forged, Pods.annotated(pod, Map.of(Keys.FUSE_MODE, "sidecar")))) {
            refused(
                    api.dryRun(TEAM, each),
                    "container \"app\" mounts volume \"" + volume + "\" at /x, but the pod defines no such volume");
        }
        assertThat(api.dryRun(TEAM, Pods.labelled(pod, "false")).code())
                .as("without the injection it is not valid")
                .isEqualTo(422);
    }

    @Test
    @DisplayName(
            "gets no writable mount of an injected volume through another webhook, whose read-only copies go on working")
    void copied() {
        Reply copied = api.dryRun(TEAM, late("true"));
        assertThat(copied.pod().at("/spec/containers/1/volumeMounts").toString())
                .contains("/copied")
                .contains("/opt/domain");
        refused(
                api.dryRun(TEAM, late("false")),
                "container \"late\" mounts volume \"alluxio-domain\" at /copied writable, but that volume was injected");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'initContainers':[{'name':'link','image':'l:1','volumeMounts':[{'name':'alluxio-fuse','mountPath':'/v'}]}]|container \"link\" mounts volume \"alluxio-fuse\" at /v, but the pod defines no such volume",
                "'hostAliases':[{'ip':'10.9.9.9','hostnames':['alluxio-master-0.gains-alluxio.svc']}]|hostAliases map \"alluxio-master-0.gains-alluxio.svc\" to 10.9.9.9",
                "'dnsPolicy':'None','dnsConfig':{'nameservers':['10.9.9.9']}|dnsConfig.nameservers (10.9.9.9)",
                "'dnsConfig':{'searches':['evil.example']}|dnsConfig.searches (evil.example)",
                "'shareProcessNamespace':true|shareProcessNamespace: true",
            })
    @DisplayName("can neither get in front of the privileged sidecar, nor lead it elsewhere, nor reach into it")
    void sidecar(String spec, String message) {
        ObjectNode pod = Pods.annotated(
                pod("'containers':[{'name':'app','image':'a:1'}]," + spec), Map.of(Keys.FUSE_MODE, "sidecar"));
        refused(api.dryRun(TEAM, pod), message);
    }

    @Test
    @DisplayName("is no worker by saying so: only where Alluxio is")
    void worker() {
        String worker = "'containers':[{'name':'alluxio-worker','image':'mine:1'}]";
        refused(api.dryRun(TEAM, pod(worker)), "Alluxio pods are injected only there");
        refused(
                api.dryRun(
                        TEAM,
                        pod("'containers':[{'name':'app','image':'a:1'}],'initContainers':["
                                + "{'name':'alluxio-worker','image':'mine:1','restartPolicy':'Always'}]")),
                "container \"alluxio-worker\" is Alluxio's worker");
        assertThat(api.dryRun(ALLUXIO, pod(worker)).pod().toString()).contains("alluxio-domain-chown");
    }

    @Test
    @DisplayName("has the profiles and modes that are for the namespace")
    void tenancy() {
        ObjectNode pod = pod("'containers':[{'name':'app','image':'a:1'}]");
        ObjectNode tiers = Pods.annotated(pod, Map.of(Keys.PROFILE, "tiers"));
        refused(
                api.dryRun(TEAM, tiers),
                "namespace \"gains-team\" may use no profile of that name; it may use: alluxio (an administrator");
        assertThat(Pods.annotation(api.dryRun(ML, tiers).pod(), Keys.STATUS)).contains("\"profile\":\"tiers\"");
        refused(
                api.dryRun(ML, Pods.annotated(tiers, Map.of(Keys.PROFILE, "tiers", Keys.FUSE_MODE, "host"))),
                "profile \"tiers\" does not let pods choose; allowed: sidecar");
    }

    private static void refused(Reply reply, String message) {
        assertThat(reply.code()).as(reply.text()).isEqualTo(403);
        assertThat(reply.message()).contains("denied the request").contains(message);
    }

    private static ObjectNode pod(String spec) {
        ObjectNode pod = json("{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p'},'spec':{" + spec + "}}");
        return Pods.labelled(pod, "true");
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    @AfterAll
    void close() {
        late.close();
        ours.close();
    }
}
