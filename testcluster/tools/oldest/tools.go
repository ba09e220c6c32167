//go:build tools

// Package oldest pins the API server of the oldest Kubernetes that is supported, with the etcd of its time. A module of
// its own: its libraries are of other versions than those of the newest one.
package oldest

import (
	_ "go.etcd.io/etcd/server/v3"
	_ "k8s.io/kubernetes/cmd/kube-apiserver"
)
