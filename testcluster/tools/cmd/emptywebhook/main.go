// Command emptywebhook is a webhook that decides nothing: it reads the body and sends one fixed answer. The benchmark
// compares the real server with it. It takes the certificate, the key and the port, and listens on loopback.
package main

import (
	"io"
	"log"
	"net/http"
	"os"
)

const answer = `{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u","allowed":true,` +
	`"patchType":"JSONPatch","patch":"W3sib3AiOiJhZGQiLCJwYXRoIjoiL2EiLCJ2YWx1ZSI6MX0seyJvcCI6ImFkZCIsInBhdGgiOiIvYiIs` +
	`InZhbHVlIjoyfSx7Im9wIjoiYWRkIiwicGF0aCI6Ii9jIiwidmFsdWUiOjN9XQ=="}}`

func main() {
	if len(os.Args) != 4 {
		log.Fatal("usage: emptywebhook CERTIFICATE KEY PORT")
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(io.LimitReader(r.Body, 8<<20)); err != nil {
			http.Error(w, "unreadable", http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, answer)
	})
	log.Fatal(http.ListenAndServeTLS("127.0.0.1:"+os.Args[3], os.Args[1], os.Args[2], nil))
}
