{{/* Each is explained in docs/operations.md, under its name in lower case. */}}
{{- define "alluxio-admission.alerts" -}}
{{- $of := printf "{namespace=%q}" (include "alluxio-admission.namespace" .) }}
{{- $deployment := printf "{namespace=%q,deployment=%q}" (include "alluxio-admission.namespace" .) (include "alluxio-admission.fullname" .) }}
{{- /* The API server's own metrics, by the names of the webhooks, which no installation changes. */}}
{{- $open := "apiserver_admission_webhook_fail_open_count{name=~\".+[.]alluxio[.]io\"}" }}
{{- $rejected := "apiserver_admission_webhook_rejection_count{name=~\".+[.]alluxio[.]io\",error_type!=\"no_error\"}" }}
{{- /* The first failure makes the series: there is no earlier value from which it could have increased. */}}
{{- $rises := "sum by (name) ((increase(%s[10m]) > 0) or (%s unless %s offset 10m))" }}
{{- $alerts := list
  (dict "name" "AlluxioAdmissionFailOpen" "for" "0m" "severity" "critical"
    "expr" (printf (printf "%s > 0" $rises) $open $open $open)
    "summary" "{{ $labels.name }} does not answer the API server: pods are created without Alluxio, or objects are not judged")
  (dict "name" "AlluxioAdmissionCallsRejected" "for" "0m" "severity" "critical"
    "expr" (printf (printf "%s > 0" $rises) $rejected $rejected $rejected)
    "summary" "The API server refuses objects because calls of {{ $labels.name }} fail")
  (dict "name" "AlluxioAdmissionTargetDown" "for" "5m" "severity" "critical"
    "expr" (printf "absent(alluxio_admission_build_info%s)" $of)
    "summary" "Prometheus gets metrics of no server of the webhook")
  (dict "name" "AlluxioAdmissionCertificateExpiring" "for" "10m" "severity" "critical"
    "expr" (printf "min(alluxio_admission_certificate_not_after_seconds%s) - time() < 2 * 86400" $of)
    "summary" "A certificate of the webhook expires in less than two days")
  (dict "name" "AlluxioAdmissionAuthorityExpiring" "for" "1h" "severity" "warning"
    "expr" (printf "min(alluxio_admission_ca_not_after_seconds%s) - time() < 100 * 86400" $of)
    "summary" "The webhook's certificate authority expires in less than 100 days, and should have been replaced")
  (dict "name" "AlluxioAdmissionCaBundleOutOfSync" "for" "5m" "severity" "critical"
    "expr" (printf "min by (configuration) (alluxio_admission_cabundle_in_sync%s) == 0" $of)
    "summary" "{{ $labels.configuration }} does not trust the webhook")
  (dict "name" "AlluxioAdmissionCaBundleFought" "for" "10m" "severity" "warning"
    "expr" (printf "sum by (configuration) (increase(alluxio_admission_cabundle_repairs_total%s[15m])) > 5" $of)
    "summary" "Another client keeps overwriting the caBundle of {{ $labels.configuration }}")
  (dict "name" "AlluxioAdmissionOverloaded" "for" "5m" "severity" "warning"
    "expr" (printf "sum(rate(alluxio_admission_http_requests_rejected_total{code=\"503\",%s[5m])) > 0" ($of | trimPrefix "{"))
    "summary" "The webhook rejects requests because it is overloaded")
  (dict "name" "AlluxioAdmissionFailing" "for" "5m" "severity" "critical"
    "expr" (printf "sum(rate(alluxio_admission_http_requests_rejected_total{code=~\"500|504\",%s[5m])) > 0" ($of | trimPrefix "{"))
    "summary" "The webhook fails to decide; failurePolicy applies")
  (dict "name" "AlluxioAdmissionDecisionsRunAway" "for" "0m" "severity" "critical"
    "expr" (printf "sum(increase(alluxio_admission_decision_threads_given_up_total%s[15m])) > 0" $of)
    "summary" "Decisions of the webhook do not end, and their threads were replaced")
  (dict "name" "AlluxioAdmissionSlow" "for" "10m" "severity" "warning"
    "expr" (printf "histogram_quantile(0.99, sum by (le) (rate(alluxio_admission_duration_seconds_bucket%s[5m]))) > 0.5" $of)
    "summary" "One decision in a hundred takes longer than half a second")
  (dict "name" "AlluxioAdmissionReplicasNotReady" "for" "10m" "severity" "critical"
    "expr" (printf "kube_deployment_status_replicas_ready%s < kube_deployment_spec_replicas%s" $deployment $deployment)
    "summary" "Not all replicas of the webhook are ready")
  (dict "name" "AlluxioAdmissionConfigurationRejected" "for" "1m" "severity" "warning"
    "expr" (printf "min(alluxio_admission_configuration_current%s) == 0" $of)
    "summary" "The configuration in force is not the one that is written, which has errors")
  (dict "name" "AlluxioAdmissionClusterNotSeen" "for" "10m" "severity" "warning"
    "expr" (printf "max(alluxio_admission_cluster_observation_age_seconds%s) > 300" $of)
    "summary" "What the webhook knows of the cluster is more than five minutes old")
  (dict "name" "AlluxioAdmissionProfileDiffers" "for" "1h" "severity" "warning"
    "expr" (printf "max(alluxio_admission_discovery_contradictions%s) > 0" $of)
    "summary" "A written profile differs from the Alluxio that runs")
  (dict "name" "AlluxioAdmissionPodsNotInjected" "for" "15m" "severity" "warning"
    "expr" (printf "max(alluxio_admission_pods_not_injected%s) > 0" $of)
    "summary" "Pods that opted in run without Alluxio")
}}
{{- range $alert := $alerts }}
- alert: {{ .name }}
  expr: {{ .expr | quote }}
  for: {{ .for }}
  labels:
    severity: {{ .severity }}
    {{- with $.Values.monitoring.prometheusRule.alertLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    summary: {{ .summary | quote }}
    {{- with $.Values.monitoring.prometheusRule.runbook }}
    runbook_url: {{ printf "%s#%s" . (lower $alert.name) | quote }}
    {{- end }}
{{- end }}
{{- end }}
