#!/usr/bin/env bash
# Makes a certificate authority and a node's certificate to try TLS with; not for real use.
# Usage: deploy/make-certificates.sh FOLDER
set -euo pipefail
folder=${1:?give a folder}
mkdir -p "$folder"
cd "$folder"
openssl req -x509 -newkey rsa:3072 -nodes -days 30 -subj "/CN=TaskSwarm test authority" \
  -keyout authority.key -out authority.crt 2>/dev/null
openssl req -newkey rsa:3072 -nodes -subj "/CN=localhost" -keyout node.key -out node.csr 2>/dev/null
printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n' >node.ext
openssl x509 -req -in node.csr -CA authority.crt -CAkey authority.key -CAcreateserial -days 30 -extfile node.ext \
  -out node.crt 2>/dev/null
openssl pkcs12 -export -inkey node.key -in node.crt -certfile authority.crt -passout pass: -out node.pfx
rm -f node.csr node.ext
echo "$PWD/node.pfx (no password), $PWD/authority.crt"
