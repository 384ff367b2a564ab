const block = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;

/** The blocks of a PEM text by what they are; one file may hold certificates and the key. */
export function splitPem(text: string): { certificates: string; privateKey: string } {
  const blocks = [...text.matchAll(block)];
  const of = (ending: string) =>
    blocks
      .filter(([, label = '']) => label.endsWith(ending))
      .map(([whole]) => `${whole}\n`)
      .join('');
  return { certificates: of('CERTIFICATE'), privateKey: of('PRIVATE KEY') };
}

/** What is wrong with a text that should be the CA's certificate, or a chain of them. */
export function certificateFault(text: string): string | null {
  if (text.trim() === '') return 'Drop or paste the CA’s certificate';
  const { certificates, privateKey } = splitPem(text);
  if (privateKey) return 'This contains a private key, which belongs in the other field';
  return certificates
    ? null
    : 'This is not a certificate in PEM, which begins with -----BEGIN CERTIFICATE-----';
}

/** What is wrong with a text that should be the CA's private key. */
export function privateKeyFault(text: string): string | null {
  if (text.trim() === '') return 'Drop or paste the CA’s private key';
  const { certificates, privateKey } = splitPem(text);
  if (/ENCRYPTED/.test(text))
    return 'The key is encrypted: decrypt it first, with openssl pkey -in FILE';
  if (privateKey) return null;
  if (certificates) return 'This is a certificate; the private key is in another file';
  return 'This is not a private key in PEM, which begins with -----BEGIN PRIVATE KEY-----';
}
