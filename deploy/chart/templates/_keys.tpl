{{/* CEL about keys that start with alluxio.io/, for the policy about misspelt and misplaced ones. A test compares the lists with the engine's. */}}

{{/* The annotations that a user may set on a pod. */}}
{{- define "alluxio-admission.keys.annotations" -}}
['alluxio.io/profile', 'alluxio.io/features', 'alluxio.io/containers', 'alluxio.io/exclude-containers', 'alluxio.io/client-options', 'alluxio.io/fuse-mode', 'alluxio.io/fuse-path', 'alluxio.io/scheduling']
{{- end }}

{{/* Annotations of Alluxio's own objects, and those that the webhook writes: right wherever they stand. */}}
{{- define "alluxio-admission.keys.others" -}}
['alluxio.io/allow-format', 'alluxio.io/allow-delete', 'alluxio.io/status', 'alluxio.io/client-properties']
{{- end }}

{{/* Whether the key belongs to another product, by config.injection.ignoredKeys. */}}
{{- define "alluxio-admission.keys.ignored" -}}
{{- $terms := list -}}
{{- range ((.Values.config).injection).ignoredKeys -}}
{{- if hasSuffix "*" . -}}
{{- $terms = append $terms (printf "key.startsWith(%s)" (trimSuffix "*" . | toJson)) -}}
{{- else -}}
{{- $terms = append $terms (printf "key == %s" (toJson .)) -}}
{{- end -}}
{{- end -}}
{{- if $terms -}}
(!(key in ['alluxio.io/inject'] + variables.annotationKeys + variables.otherKeys) && ({{ join " || " $terms }}))
{{- else -}}
false
{{- end -}}
{{- end }}

{{/*
The keys with the prefix in a map of the object that its former self does not have. An object with more than 1,000 keys in one map
is not looked at, which bounds the cost.
*/}}
{{- define "alluxio-admission.keys.added" -}}
[{{ .after }}.orValue({})].map(all, all.size() > 1000 ? [] : all.filter(key, key.startsWith('alluxio.io/') &&
  !(key in {{ .before }}.orValue({})) && !{{ include "alluxio-admission.keys.ignored" .root }}))[0]
{{- end }}

{{/*
The end of a sentence about a key that is not known: the key that it was probably meant to be. Letters' case, - and _ do not count; one
letter may be wrong, missing, superfluous, or have changed places with its neighbour; or the key begins as the right one does.
*/}}
{{- define "alluxio-admission.keys.didYouMean" -}}
[{{ .key }}.substring(11).lowerAscii().replace('-', '').replace('_', '')].map(word,
  [
    {{- range $i, $known := .known }}
    {{- if $i }}, {{ end -}}
    ['{{ index $known 0 }}', '{{ index $known 0 | replace "-" "" }}', '{{ index $known 1 }}']
    {{- end -}}
  ].filter(known, [known[1]].exists(right,
    word.startsWith(known[2]) || word == right ||
    [{{ range $i := until 18 }}{{ if $i }}, {{ end }}{{ $i }}{{ end }}].exists(i,
      (word.size() + 1 == right.size() && i < right.size() && word == right.substring(0, i) + right.substring(i + 1)) ||
      (word.size() == right.size() + 1 && i < word.size() && right == word.substring(0, i) + word.substring(i + 1)) ||
      (word.size() == right.size() && i < right.size() && (
        right.substring(0, i) + right.substring(i + 1) == word.substring(0, i) + word.substring(i + 1) ||
        (i + 1 < right.size() && right.substring(0, i) + right.substring(i + 1) == word.substring(0, i + 1) + word.substring(i + 2))
      ))
    )
  ))
).map(near, near.size() == 0 ? '' : ' (did you mean alluxio.io/' + near[0][0] + '?)')[0]
{{- end }}

{{/* In a message: that there are more of these keys than the first. */}}
{{- define "alluxio-admission.keys.more" -}}
({{ . }}.size() == 1 ? '' : '; and ' + string({{ . }}.size() - 1) + ' more')
{{- end }}
