//go:build tools

// Package oldest pins the API server of the oldest Kubernetes that is supported. A module of its own: its libraries are of
// other versions than those of the newest one. The etcd of its time is pinned for the name of the cache's folder alone; the
// one that runs is the newest.
package oldest

import (
	_ "go.etcd.io/etcd/server/v3"
	_ "k8s.io/kubernetes/cmd/kube-apiserver"
)
