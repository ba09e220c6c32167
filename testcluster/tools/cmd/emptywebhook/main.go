// Command emptywebhook is a webhook that decides nothing: it reads the body and sends one fixed answer. The benchmark
// compares the real server with it. It takes the certificate, the key and the port, and listens on loopback. With a file that
// has a JSON Patch it sends that, but to /validate, in an answer that an API server takes, and speaks HTTP/1.1 only, as webhooks
// behind a Service do.
package main

import (
	"bytes"
	"crypto/tls"
	"encoding/base64"
	"io"
	"log"
	"net/http"
	"os"
)

const (
	begin = `{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"`
	end   = `","allowed":true,"patchType":"JSONPatch","patch":"`
	alone = `","allowed":true}}`
	patch = "W3sib3AiOiJhZGQiLCJwYXRoIjoiL2EiLCJ2YWx1ZSI6MX0seyJvcCI6ImFkZCIsInBhdGgiOiIvYiIs" +
		"InZhbHVlIjoyfSx7Im9wIjoiYWRkIiwicGF0aCI6Ii9jIiwidmFsdWUiOjN9XQ=="
)

var uidKey = []byte(`"uid":"`)

// uid of the request: the first one in the body of an API server.
func uid(body []byte) []byte {
	_, after, _ := bytes.Cut(body, uidKey)
	uid, _, _ := bytes.Cut(after, []byte{'"'})
	return uid
}

func main() {
	if len(os.Args) != 4 && len(os.Args) != 5 {
		log.Fatal("usage: emptywebhook CERTIFICATE KEY PORT [PATCH]")
	}
	fixed := patch
	server := &http.Server{Addr: "127.0.0.1:" + os.Args[3]}
	if len(os.Args) == 5 {
		content, err := os.ReadFile(os.Args[4])
		if err != nil {
			log.Fatal(err)
		}
		fixed = base64.StdEncoding.EncodeToString(content)
		server.TLSNextProto = map[string]func(*http.Server, *tls.Conn, http.Handler){}
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(io.LimitReader(r.Body, 8<<20))
		if err != nil {
			http.Error(w, "unreadable", http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/validate" {
			io.WriteString(w, begin+string(uid(body))+alone)
			return
		}
		io.WriteString(w, begin+string(uid(body))+end+fixed+`"}}`)
	})
	log.Fatal(server.ListenAndServeTLS(os.Args[1], os.Args[2]))
}
