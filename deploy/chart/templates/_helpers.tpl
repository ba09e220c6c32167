{{/* The part of every name that distinguishes installations; 50 characters leave room for suffixes. */}}
{{- define "alluxio-admission.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" }}
{{- else }}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{- define "alluxio-admission.namespace" -}}
{{- .Release.Namespace }}
{{- end }}

{{/* Labels of every pod of the chart. The name never changes: the webhooks exclude their own pods by it. */}}
{{- define "alluxio-admission.podLabels" -}}
app.kubernetes.io/name: alluxio-admission
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* Labels of the servers alone, so that neither Service nor PodDisruptionBudget matches the Job of an uninstall. */}}
{{- define "alluxio-admission.selectorLabels" -}}
{{ include "alluxio-admission.podLabels" . }}
app.kubernetes.io/component: server
{{- end }}

{{- define "alluxio-admission.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "alluxio-admission.podLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "alluxio-admission.image" -}}
{{- $image := .Values.image }}
{{- if $image.digest -}}
{{ $image.repository }}@{{ $image.digest }}
{{- else -}}
{{ $image.repository }}:{{ default .Chart.AppVersion $image.tag }}
{{- end }}
{{- end }}

{{- define "alluxio-admission.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "alluxio-admission.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- required "serviceAccount.name: say which one, or set serviceAccount.create" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "alluxio-admission.caSecretName" -}}
{{ include "alluxio-admission.fullname" . }}-ca
{{- end }}

{{/* Where the certificate of modes cert-manager and secret is. */}}
{{- define "alluxio-admission.tlsSecretName" -}}
{{- if eq .Values.certificates.mode "secret" }}
{{- required "certificates.secret.name: certificates.mode is secret, so say which Secret has tls.crt and tls.key" .Values.certificates.secret.name }}
{{- else }}
{{- include "alluxio-admission.fullname" . }}-tls
{{- end }}
{{- end }}

{{/* Annotations of the webhook configurations: the user's, and the one that makes cert-manager write the caBundle. */}}
{{- define "alluxio-admission.webhookAnnotations" -}}
{{- $annotations := deepCopy .Values.webhookAnnotations }}
{{- if eq .Values.certificates.mode "cert-manager" }}
{{- $certificate := printf "%s/%s" (include "alluxio-admission.namespace" .) (include "alluxio-admission.fullname" .) }}
{{- $annotations = mergeOverwrite (dict "cert-manager.io/inject-ca-from" $certificate) $annotations }}
{{- end }}
{{- with $annotations }}
{{- toYaml . }}
{{- end }}
{{- end }}

{{/* Whether there is more than one replica, so that one may be evicted. */}}
{{- define "alluxio-admission.several" -}}
{{- if or .Values.autoscaling.enabled (gt (int .Values.replicas) 1) }}true{{ end }}
{{- end }}

{{/*
Of the pods; by default what the restricted Pod Security profile wants. A field that is null is left out. There is no such value after
helm upgrade --reuse-values from a version without it.
*/}}
{{- define "alluxio-admission.podSecurityContext" -}}
{{- $default := dict "runAsNonRoot" true "runAsUser" 65532 "runAsGroup" 65532 "fsGroup" 65532 "seccompProfile" (dict "type" "RuntimeDefault") }}
{{- ternary .Values.podSecurityContext $default (hasKey .Values "podSecurityContext") | toYaml }}
{{- end }}

{{/* Of the containers: the rest of the restricted Pod Security profile, and a read-only file system. */}}
{{- define "alluxio-admission.securityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/*
The value discovery, whose keys config.discovery may write instead. Configuration and rights are both made from this. After
helm upgrade --reuse-values from a version without it, there is no such value.
*/}}
{{- define "alluxio-admission.discovery" -}}
{{- mergeOverwrite (deepCopy (default dict .Values.discovery)) (deepCopy (default dict .Values.config.discovery)) | toYaml }}
{{- end }}

{{/* Whether anything is discovered. */}}
{{- define "alluxio-admission.discovers" -}}
{{- if (include "alluxio-admission.discovery" . | fromYaml).namespaces }}true{{ end }}
{{- end }}

{{/* Whether the server calls the API server. */}}
{{- define "alluxio-admission.callsApiServer" -}}
{{- if or (eq .Values.certificates.mode "managed") (include "alluxio-admission.discovers" .) }}true{{ end }}
{{- end }}

{{/* The server's configuration. */}}
{{- define "alluxio-admission.config" -}}
{{- $config := deepCopy .Values.config }}
{{- if include "alluxio-admission.discovers" . }}
{{- $config = set $config "discovery" (include "alluxio-admission.discovery" . | fromYaml) }}
{{- end }}
{{- toYaml $config }}
{{- end }}

{{/* Checks that a JSON Schema cannot express. */}}
{{- define "alluxio-admission.check" -}}
{{- if not (or .Values.mutation.enabled .Values.validation.enabled) }}
{{- fail "mutation.enabled and validation.enabled are both false: nothing would call the server" }}
{{- end }}
{{- if ge (int .Values.server.drainDelaySeconds) (int .Values.server.gracePeriodSeconds) }}
{{- fail "server.drainDelaySeconds must be less than server.gracePeriodSeconds, which includes it" }}
{{- end }}
{{- if and .Values.clientCA.configMapName .Values.clientCA.secretName }}
{{- fail "clientCA.configMapName and clientCA.secretName exclude each other: the authorities are in one place" }}
{{- end }}
{{- $value := default dict .Values.discovery }}
{{- if and (hasKey .Values.config "discovery") (or $value.namespaces $value.pods) }}
{{- fail "discovery and config.discovery are both written: write only discovery, from which the chart makes the configuration and the rights" }}
{{- end }}
{{- $discovery := include "alluxio-admission.discovery" . | fromYaml }}
{{- if and $discovery.pods (not $discovery.namespaces) }}
{{- fail "discovery.pods is true, but discovery.namespaces is empty, so that nothing is discovered: name the namespaces of your Alluxio clusters" }}
{{- end }}
{{- if and .Values.autoscaling.enabled (gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) }}
{{- fail "autoscaling.minReplicas is more than autoscaling.maxReplicas" }}
{{- end }}
{{- end }}

{{/* Egress to the API server, which some clusters address by name. */}}
{{- define "alluxio-admission.egress" -}}
{{- $server := .Values.networkPolicy.apiServer -}}
- ports:
  {{- range $server.ports }}
  - {port: {{ . }}, protocol: TCP}
  {{- end }}
  {{- with $server.cidrs }}
  to:
  {{- range . }}
  - ipBlock: {cidr: {{ . | quote }}}
  {{- end }}
  {{- end }}
- ports:
  - {port: 53, protocol: UDP}
  - {port: 53, protocol: TCP}
{{- end }}

{{/* Names of all objects of a kind that the chart registers with the API server, as JSON. */}}
{{- define "alluxio-admission.registered" -}}
{{- $names := list }}
{{- $path := .root.Template.BasePath }}
{{- range list "mutating-webhook.yaml" "validating-webhook.yaml" "policies.yaml" "keys-policy.yaml" "ca-bundle-policy.yaml" }}
{{- range splitList "\n---" (include (printf "%s/%s" $path .) $.root) }}
{{- $object := fromYaml . }}
{{- if eq (get $object "kind" | toString) $.kind }}
{{- $names = append $names $object.metadata.name }}
{{- end }}
{{- end }}
{{- end }}
{{- toJson $names }}
{{- end }}

{{/*
Annotations of a hook's objects, which are created anew each time: a list of the hook and its weight. A failed Job stays for an hour,
with its log.
*/}}
{{- define "alluxio-admission.hook" -}}
helm.sh/hook: {{ index . 0 }}
helm.sh/hook-weight: {{ index . 1 | quote }}
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end }}

{{/*
The template of a hook's pod, which runs a command of the program: a dict of root, account, component (also the name of the container),
args (as YAML) and, optionally, priorityClassName.
*/}}
{{- define "alluxio-admission.hookPod" -}}
metadata:
  labels:
    {{- with .root.Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    {{- include "alluxio-admission.podLabels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
  {{- with .root.Values.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  restartPolicy: Never
  serviceAccountName: {{ .account }}
  automountServiceAccountToken: true
  enableServiceLinks: false
  {{- with .root.Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  securityContext:
    {{- include "alluxio-admission.podSecurityContext" .root | nindent 4 }}
  containers:
  - name: {{ .component }}
    image: {{ include "alluxio-admission.image" .root | quote }}
    imagePullPolicy: {{ .root.Values.image.pullPolicy }}
    terminationMessagePolicy: FallbackToLogsOnError
    args:
    {{- .args | nindent 4 }}
    {{- with .root.Values.extraEnv }}
    env:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- with .root.Values.resources }}
    resources:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    securityContext:
      {{- include "alluxio-admission.securityContext" .root | nindent 6 }}
    volumeMounts:
    - name: tmp
      mountPath: /tmp
  volumes:
  - name: tmp
    emptyDir:
      sizeLimit: 64Mi
  {{- with .root.Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .root.Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{/* What a user types to change values. */}}
{{- define "alluxio-admission.upgradeCommand" -}}
helm upgrade {{ .Release.Name }} CHART -n {{ include "alluxio-admission.namespace" . }} --reuse-values
{{- end }}

{{/*
Namespaces in which Alluxio's masters or workers seem to run, as a YAML list, by the labels of its charts and operators. This lists
with the rights of the user who installs, and is empty without a cluster. Helm stops where that user may not list, so it is used only
in notes of an installation that has no Alluxio.
*/}}
{{- define "alluxio-admission.alluxioNamespaces" -}}
{{- $namespaces := list }}
{{- range list "DaemonSet" "StatefulSet" }}
{{- range (lookup "apps/v1" . "" "").items }}
{{- $labels := merge dict (default dict .metadata.labels) (default dict .spec.template.metadata.labels) }}
{{- $role := get $labels "role" | toString }}
{{- if or (eq "alluxio" (get $labels "app" | toString)) (eq "alluxio" (get $labels "app.kubernetes.io/name" | toString)) (has $role (list "alluxio-worker" "alluxio-master")) }}
{{- $namespaces = append $namespaces .metadata.namespace }}
{{- end }}
{{- end }}
{{- end }}
{{- $namespaces | uniq | sortAlpha | toYaml }}
{{- end }}
