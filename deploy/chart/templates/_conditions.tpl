{{/*
CEL of the webhooks and policies. It runs inside the API server, for every object of these kinds, so it must never fail: no field
is read that may be missing, and its cost stays within the budget also for the largest objects. Where that could not be had
exactly, it says yes too often: the server decides, and what was asked in vain is allowed.
*/}}

{{/* All namespaces but those that the webhooks ignore; the argument labels adds more. */}}
{{- define "alluxio-admission.namespaceSelector" -}}
{{- $excluded := .root.Values.namespaceSelector.excluded -}}
{{- if or $excluded .labels -}}
{{- with .labels -}}
matchLabels: {{ toJson . }}
{{ end -}}
{{- with $excluded -}}
matchExpressions:
- {key: kubernetes.io/metadata.name, operator: NotIn, values: {{ toJson . }}}
{{- end }}
{{- else -}}
{}
{{- end }}
{{- end }}

{{/* Without a caBundle: the servers write it, or cert-manager does. */}}
{{- define "alluxio-admission.clientConfig" -}}
service:
  namespace: {{ include "alluxio-admission.namespace" .root }}
  name: {{ include "alluxio-admission.fullname" .root }}
  path: {{ .path }}
  port: 443
{{- end }}

{{/* The webhook's own pods are recognised by the label that the chart gives them, in the namespace of the release only: elsewhere any user may set it. */}}
{{- define "alluxio-admission.cel.notOurs" -}}
(object == null ? oldObject : object).metadata.?labels[?'app.kubernetes.io/name'].orValue('') != 'alluxio-admission' ||
request.?namespace.orValue('') != '{{ include "alluxio-admission.namespace" . }}'
{{- end }}

{{/* A pod's annotation opts it out, for pods whose labels nobody can set. Any other value is sent, so that the server refuses it. */}}
{{- define "alluxio-admission.cel.notOptedOut" -}}
object.metadata.?annotations[?'alluxio.io/inject'].orValue('') != 'false'
{{- end }}

{{/*
Whether the labels of a pod are selected by config.injection.excludedPods, as Kubernetes' label selectors are. Keys and values are
string literals of JSON, which are literals of CEL too, so that nothing in them ends the literal.
*/}}
{{- define "alluxio-admission.cel.excluded" -}}
{{- $selectors := list -}}
{{- $count := 0 -}}
{{- range ((.Values.config).injection).excludedPods -}}
{{- $terms := list -}}
{{- range $key, $value := .matchLabels -}}
{{- $terms = append $terms (printf "labels[?%s] == optional.of(%s)" (toJson $key) (toString $value | toJson)) -}}
{{- end -}}
{{- $count = add $count (len (default dict .matchLabels)) -}}
{{- range .matchExpressions -}}
{{- $count = add $count 1 (len (default list .values)) -}}
{{- $has := printf "%s in labels" (toJson .key) -}}
{{- $in := printf "(%s && labels[%s] in %s)" $has (toJson .key) (default list .values | toStrings | toJson) -}}
{{- $terms = append $terms (get (dict "In" $in "NotIn" (printf "!%s" $in) "Exists" $has "DoesNotExist" (printf "!(%s)" $has)) .operator) -}}
{{- end -}}
{{- $selectors = append $selectors (printf "(%s)" (join " && " $terms)) -}}
{{- end -}}
{{- if gt $count 200 -}}
{{- fail (printf "config.injection.excludedPods has %d labels, expressions and values together; the limit is 200" $count) -}}
{{- end -}}
{{- if $selectors -}}
[object.metadata.?labels.orValue({})].exists(labels,
  {{ join " ||\n  " $selectors }}
)
{{- else -}}
false
{{- end -}}
{{- end }}

{{/* Conditions on a pod that nothing opts out. */}}
{{- define "alluxio-admission.optOutConditions" -}}
- name: not-opted-out-by-annotation
  expression: {{ include "alluxio-admission.cel.notOptedOut" . }}
{{- if ((.Values.config).injection).excludedPods }}
- name: not-excluded
  expression: |-
    !{{ include "alluxio-admission.cel.excluded" . | nindent 4 | trim }}
{{- end }}
{{- end }}

{{/* An object with a deletionTimestamp can only lose finalizers, which must always be possible. */}}
{{- define "alluxio-admission.cel.notBeingDeleted" -}}
!has((object == null ? oldObject : object).metadata.deletionTimestamp)
{{- end }}

{{/* No rule judges labels, annotations, finalizers or owners. */}}
{{- define "alluxio-admission.cel.changesContent" -}}
request.operation != 'UPDATE' ||
object.?spec != oldObject.?spec ||
object.?data != oldObject.?data ||
object.?binaryData != oldObject.?binaryData
{{- end }}

{{/* The pod, or the one in the template. */}}
{{- define "alluxio-admission.cel.pod" -}}
object.spec.?template.orValue(object.spec.?jobTemplate.spec.template.orValue(object))
{{- end }}

{{/* Arguments that tell a container which Alluxio process to be. */}}
{{- define "alluxio-admission.cel.arguments" -}}
{{- $words := list "master" "master-only" "worker" "worker-only" "job-master" "job-worker" "proxy" "logserver" "csi" "csiserver" "hub" "hub-manager" "hub-agent" "coordinator" -}}
{{- if .fuse }}{{ $words = concat $words (list "fuse" "mount") }}{{ end -}}
{{- toJson $words | replace "\"" "'" }}
{{- end }}

{{/* Whether the command and arguments of a container start an Alluxio process, in any image. A text with more after the entry point is a script. */}}
{{- define "alluxio-admission.cel.starts" -}}
words.exists(w, w.contains('/entrypoint.sh') && !w.endsWith('/entrypoint.sh')) ||
(words.exists(w, w.endsWith('/entrypoint.sh') || w == 'process') && words.exists(w, w in {{ include "alluxio-admission.cel.arguments" . }}))
{{- end }}

{{/* A regular expression for a path, however its slashes are written; the argument end closes it. */}}
{{- define "alluxio-admission.cel.path" -}}
{{- $parts := list -}}
{{- range splitList "/" .path -}}
{{- if and . (ne . ".") }}{{ $parts = append $parts (regexQuoteMeta . | replace "'" ".") }}{{ end -}}
{{- end -}}
{{- if $parts }}[/.]*/{{ join "[/.]*/" $parts }}{{ .end }}{{ end -}}
{{- end }}

{{/* Directories of the node with sockets or a mount of Alluxio, and what is below them. The parent of a mount point may have other things below. */}}
{{- define "alluxio-admission.cel.directories" -}}
{{- $below := "(/.*)?$" -}}
{{- $paths := list (dict "path" "/tmp/domain" "end" $below) -}}
{{- range ((.Values.config).profiles) -}}
{{- with ((.shortCircuit).hostPath) }}{{ $paths = append $paths (dict "path" . "end" $below) }}{{ end -}}
{{- $fuse := default dict .fuse -}}
{{- if $fuse.hostPath -}}
{{- $paths = append $paths (dict "path" $fuse.hostPath "end" "[/.]*$") -}}
{{- $paths = append $paths (dict "path" (printf "%s/%s" $fuse.hostPath (default "" $fuse.directory)) "end" $below) -}}
{{- end -}}
{{- end -}}
{{- $patterns := list -}}
{{- range $paths }}{{ with include "alluxio-admission.cel.path" . }}{{ $patterns = append $patterns . }}{{ end }}{{ end -}}
^({{ join "|" (uniq $patterns) }})
{{- end }}

{{/*
A workload whose spec speaks of Alluxio anywhere: image, name, variable, property, claim, path, or the label or an annotation of its
template. Or a pod with the label; or what starts a process of Alluxio's from an image of another name, or mounts a directory of Alluxio's.
The sizes keep the cost within the budget: what is larger is sent.
*/}}
{{- define "alluxio-admission.cel.workload" -}}
object.metadata.?labels[?'alluxio.io/inject'].orValue('false') != 'false' ||
['%s'.format([object.spec])].exists(text,
  text.size() > 1100000 || text.contains('alluxio') || text.contains('ALLUXIO') ||
  [{{ include "alluxio-admission.cel.pod" . }}.spec].exists(pod,
    ((text.contains('/entrypoint.sh') || (text.contains('process') && text.contains('start'))) &&
      [pod.?containers.orValue([]) + pod.?initContainers.orValue([]) + pod.?ephemeralContainers.orValue([])].exists(containers,
        containers.size() > 100 || containers.exists(c,
          [c.?command.orValue([]) + c.?args.orValue([])].exists(words,
            words.size() > 50 ||
            {{- include "alluxio-admission.cel.starts" (dict "fuse" true) | nindent 12 }}
          )
        )
      )
    ) ||
    [pod.?volumes.orValue([]).filter(v, has(v.hostPath))].exists(volumes,
      volumes.size() > 50 || volumes.exists(v,
        v.hostPath.path.size() > 255 ||
        v.hostPath.path.matches(r'{{ include "alluxio-admission.cel.directories" . }}')
      )
    )
  )
)
{{- end }}

{{/* By what it holds. In any ConfigMap, the journal's type is judged when it changes. */}}
{{- define "alluxio-admission.cel.configMap" -}}
object.?data.orValue({}).size() > 1000 ||
object.?data.orValue({}).exists(key,
  key.startsWith('ALLUXIO_') ||
  key == 'alluxio-site.properties' ||
  object.data[key].contains('alluxio.master.journal.type')
)
{{- end }}

{{/* A journal's claim that is deleted without the annotation that allows it, and not by the cluster's own cleanup. */}}
{{- define "alluxio-admission.cel.claim" -}}
!(request.userInfo.username in [
  'system:kube-controller-manager',
  'system:serviceaccount:kube-system:namespace-controller',
  'system:serviceaccount:kube-system:generic-garbage-collector',
  'system:serviceaccount:kube-system:statefulset-controller'
]) &&
oldObject.metadata.?annotations[?'alluxio.io/allow-delete'].orValue('') != 'true' &&
(
  oldObject.metadata.name == 'alluxio-pv-claim' ||
  oldObject.metadata.name.startsWith('alluxio-journal') ||
  oldObject.metadata.?labels.role.orValue('') == 'alluxio-master' ||
  oldObject.metadata.?labels.app.orValue('') == 'alluxio-master'
)
{{- end }}

{{/* All conditions are evaluated, even if an earlier one is false, so the expensive one begins with cheap checks. */}}
{{- define "alluxio-admission.cel.ofAlluxio" -}}
({{ include "alluxio-admission.cel.changesContent" . | replace "\n" " " }}) && (
request.resource.resource == 'persistentvolumeclaims' ? (
  {{- include "alluxio-admission.cel.claim" . | nindent 2 }}
) : request.resource.resource == 'configmaps' ? (
  {{- include "alluxio-admission.cel.configMap" . | nindent 2 }}
) : (
  {{- include "alluxio-admission.cel.workload" . | nindent 2 }}
)
)
{{- end }}

{{/* Whether the container c of the pod is one of Alluxio's own, as the server recognises them; when in doubt, true. */}}
{{- define "alluxio-admission.cel.role" -}}
{{- $names := list "alluxio-master" "alluxio-job-master" "alluxio-worker" "alluxio-job-worker" "alluxio-proxy" "alluxio-logserver" "alluxio-coordinator" -}}
{{- if .fuse }}{{ $names = append $names "alluxio-fuse" }}{{ end -}}
[c.?command.orValue([]) + c.?args.orValue([])].exists(words,
  !words.exists(w, w in ['format', 'formatMaster', 'formatMasters', 'formatJournal', 'formatWorker', 'formatWorkers']) && (
    c.name in {{ toJson $names | replace "\"" "'" }} ||
    {{- include "alluxio-admission.cel.starts" . | nindent 4 }} ||
    (c.?image.orValue('').matches(r'(^|/)alluxio(-fuse|-enterprise)?([:@].*)?$') && (
      (words.size() > 0 && words[0] in {{ include "alluxio-admission.cel.arguments" . }}) ||
      ['role', 'name', 'app', 'app.kubernetes.io/component'].exists(key,
        object.metadata.?labels[?key].orValue('').matches(r'^(alluxio-)?(master(-.*)?|job-master|worker|job-worker{{ if .fuse }}|fuse{{ end }}|proxy|logserver|csi|hub|coordinator)$')
      )
    ))
  )
)
{{- end }}
