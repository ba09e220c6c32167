//go:build tools

// Package tools pins Helm 3, for those who have not moved on.
package tools

import _ "helm.sh/helm/v3/cmd/helm"
