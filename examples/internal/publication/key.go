package publication

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"io"
	"os"

	"github.com/countyeval/countyeval/indicators/basis"
)

// ReadKey reads a private key of Ed25519 as OpenSSL writes it: PEM of PKCS #8, not encrypted.
func ReadKey(name string) (ed25519.PrivateKey, error) {
	file, err := os.Open(name) // #nosec G304 -- the name is the caller's
	if err != nil {
		return nil, basis.Errorf("cannot read the file: %w", err)
	}
	defer func() { _ = file.Close() }()
	text, err := io.ReadAll(io.LimitReader(file, 1<<16))
	if err != nil {
		return nil, basis.Errorf("cannot read the file: %w", err)
	}
	if block, _ := pem.Decode(text); block != nil {
		if key, err := x509.ParsePKCS8PrivateKey(block.Bytes); err == nil {
			if key, ok := key.(ed25519.PrivateKey); ok {
				return key, nil
			}
		}
	}
	return nil, basis.Errorf("%s: %w: the file has no private key of Ed25519 as openssl genpkey writes it", name, basis.ErrValue)
}
