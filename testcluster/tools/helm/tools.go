//go:build tools

// Package tools pins Helm 4. A module of its own: its libraries are of other versions than those of Kubernetes.
package tools

import _ "helm.sh/helm/v4/cmd/helm"
