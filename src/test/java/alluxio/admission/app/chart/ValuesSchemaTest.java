package alluxio.admission.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import alluxio.admission.testcluster.Command;
import alluxio.admission.testcluster.Helm;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Bad values")
class ValuesSchemaTest {

    @ParameterizedTest
    @DisplayName("are refused by both Helms, with a message that names them")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            replica=3                                        | additional properties 'replica' not allowed
            server.loglevel="info"                           | additional properties 'loglevel' not allowed
            mutation={"failurepolicy":"Fail"}                | additional properties 'failurepolicy' not allowed
            replicas="2"                                     | at '/replicas': got string, want integer
            mutation.enabled="yes"                           | at '/mutation/enabled': got string, want boolean
            mutation.failurePolicy="ignore"                  | at '/mutation/failurePolicy': value must be one of 'Ignore', 'Fail'
            mutation.timeoutSeconds=31                       | at '/mutation/timeoutSeconds': maximum: got 31, want 30
            server.port=0                                    | at '/server/port': minimum: got 0, want 1
            server.gracePeriodSeconds="25s"                  | at '/server/gracePeriodSeconds': got string, want integer
            certificates.mode="self-signed"                  | at '/certificates/mode': value must be one of 'managed', 'cert-manager', 'secret'
            certificates.managed.caLifetime="365d"           | at '/certificates/managed/caLifetime': '365d' does not match pattern
            certificates.managed.caGrace="PT"                | at '/certificates/managed/caGrace': 'PT' does not match pattern
            image.digest="sha256:12"                         | at '/image/digest': 'sha256:12' does not match pattern
            namespaceSelector.excluded=["Kube_System"]       | at '/namespaceSelector/excluded/0': 'Kube_System' does not match pattern
            podLabels={"alluxio.io/inject":"true"}           | invalid propertyName 'alluxio.io/inject'
            podLabels={"app.kubernetes.io/name":"mine"}      | invalid propertyName 'app.kubernetes.io/name'
            commonLabels={"helm.sh/chart":"mine"}            | invalid propertyName 'helm.sh/chart'
            nodeSelector={"gpu":true}                        | at '/nodeSelector/gpu': got boolean, want string
            tolerations={}                                   | at '/tolerations': got object, want array
            config.kind="Configuration"                      | at '/config/kind': value must be 'AdmissionConfiguration'
            discovery.namespaces=["Alluxio"]                 | at '/discovery/namespaces/0': 'Alluxio' does not match pattern
            discovery.namespaces="alluxio"                   | at '/discovery/namespaces': got string, want array
            discovery.hostPaths=["tmp"]                      | at '/discovery/hostPaths/0': 'tmp' does not match pattern
            config.discovery={"namespace":["alluxio"]}       | at '/config/discovery': additional properties 'namespace' not allowed
            config.profile=[]                                | at '/config': additional properties 'profile' not allowed
            config.profiles=[{"name":"a","fusee":{}}]        | at '/config/profiles/0': additional properties 'fusee' not allowed
            config.profiles=[{"name":"a","shortCircuit":{"policy":"uid"}}] | at '/config/profiles/0/shortCircuit/policy': value must be one of 'uuid', 'local'
            config.policy={"rules":{"worker-ports":"denied"}} | at '/config/policy/rules/worker-ports': value must be one of 'deny', 'warn'
            discovery.pods=true                              | discovery.pods is true, but discovery.namespaces is empty
            config.injection.excludedPods=[{}]               | at '/config/injection/excludedPods/0': 'anyOf' failed
            config.injection.excludedPods=[{"matchLabels":{"a":"x' in labels"}}] | at '/config/injection/excludedPods/0/matchLabels/a'
            config.injection.excludedPods=[{"matchLabels":{"a":true}}] | at '/config/injection/excludedPods/0/matchLabels/a': got boolean, want string
            config.injection.excludedPods=[{"matchExpressions":[{"key":"a","operator":"In"}]}] | missing property 'values'
            config.injection.excludedPods=[{"matchExpressions":[{"key":"a","operator":"Exists","values":["b"]}]}] | maxItems: got 1, want 0
            networkPolicy.apiServer.ports=[]                 | at '/networkPolicy/apiServer/ports': minItems: got 0, want 1
            {"mutation.enabled":false,"validation.enabled":false} | mutation.enabled and validation.enabled are both false
            certificates.mode="secret"                       | certificates.secret.name: certificates.mode is secret, so say which Secret
            serviceAccount.create=false                      | serviceAccount.name: say which one
            server.drainDelaySeconds=25                      | server.drainDelaySeconds must be less than server.gracePeriodSeconds
            autoscaling={"enabled":true,"minReplicas":9}     | autoscaling.minReplicas is more than autoscaling.maxReplicas
            """)
    void areRefused(String setting, String message) {
        ValueSet values = setting.startsWith("{")
                ? ValueSet.of("mutation.enabled=false", "validation.enabled=false")
                : ValueSet.of(setting);
        refused(values, message);
    }

    @Test
    @DisplayName("are those that say in two places where Alluxio is looked for")
    void discoveryTwice() {
        refused(
                ValueSet.of("discovery.namespaces=[\"a\"]", "config.discovery={\"namespaces\":[\"b\"]}"),
                "discovery and config.discovery are both written: write only discovery");
    }

    private static void refused(ValueSet values, String message) {
        for (Helm helm : List.of(Helm.four(), Helm.three())) {
            Command.Result result = Chart.attempt(helm, values);
            assertThat(result.code()).as(result.output()).isNotZero();
            assertThat(result.output()).contains(message);
        }
    }
}
