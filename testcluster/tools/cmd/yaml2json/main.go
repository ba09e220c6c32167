// Command yaml2json says how kubectl reads a text: the reference that the Java reader is compared with.
//
// Standard input holds texts, each after its length in bytes (4 bytes, big endian). For each text one line of JSON is
// printed:
//
//	{"kubectl": R, "strict": R, "restIgnored": B}    where R = {"ok":true,"documents":[...]} or {"ok":false,"error":"..."}
//
// "kubectl" is the decoder that kubectl itself uses, which takes the last of duplicate keys. "strict" splits in the same
// way and converts each document with YAMLToJSONStrict, where a duplicate key is an error (and so is a key that overrides
// a merged one). Documents that are null are left out, as kubectl does. "restIgnored" says that there is text after the end
// of a document, which neither of them looks at.
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	goyaml "go.yaml.in/yaml/v2"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

type result struct {
	OK        bool              `json:"ok"`
	Documents []json.RawMessage `json:"documents,omitempty"`
	Error     string            `json:"error,omitempty"`
}

type answer struct {
	Kubectl     result `json:"kubectl"`
	Strict      result `json:"strict"`
	RestIgnored bool   `json:"restIgnored"`
}

// raw keeps a document as it is; with json.RawMessage the conversion would look for a byte slice.
type raw struct{ text []byte }

func (r *raw) UnmarshalJSON(in []byte) error {
	r.text = append([]byte(nil), in...)
	return nil
}

func collect(next func() ([]byte, error)) result {
	documents := []json.RawMessage{}
	for {
		document, err := next()
		if errors.Is(err, io.EOF) {
			return result{OK: true, Documents: documents}
		}
		if err != nil {
			return result{Error: err.Error()}
		}
		document = bytes.TrimSpace(document)
		if len(document) > 0 && !bytes.Equal(document, []byte("null")) {
			documents = append(documents, document)
		}
	}
}

func kubectl(text []byte) result {
	decoder := utilyaml.NewYAMLOrJSONDecoder(bytes.NewReader(text), 4096)
	return collect(func() ([]byte, error) {
		var document raw
		err := decoder.Decode(&document)
		return document.text, err
	})
}

func strict(text []byte) result {
	reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
	return collect(func() ([]byte, error) {
		document, err := reader.Read()
		if err != nil {
			return nil, err
		}
		return yaml.YAMLToJSONStrict(document)
	})
}

func restIgnored(text []byte) bool {
	reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
	for {
		document, err := reader.Read()
		if err != nil {
			return false
		}
		var first, second any
		decoder := goyaml.NewDecoder(bytes.NewReader(document))
		if decoder.Decode(&first) == nil && !errors.Is(decoder.Decode(&second), io.EOF) {
			return true
		}
	}
}

func run(in io.Reader, out *bufio.Writer) error {
	encoder := json.NewEncoder(out)
	for {
		var size uint32
		if err := binary.Read(in, binary.BigEndian, &size); err != nil {
			if errors.Is(err, io.EOF) {
				return out.Flush()
			}
			return err
		}
		text := make([]byte, size)
		if _, err := io.ReadFull(in, text); err != nil {
			return err
		}
		if err := encoder.Encode(answer{kubectl(text), strict(text), restIgnored(text)}); err != nil {
			return err
		}
	}
}

func main() {
	if err := run(bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)); err != nil {
		fmt.Fprintln(os.Stderr, "yaml2json:", err)
		os.Exit(1)
	}
}
