import { z } from 'zod';
import { fingerprintPattern } from '../albatross/ssh/host-key.ts';
import {
  freebsdFolder,
  linuxFolder,
  socketPathPattern,
  socketPathsIn,
} from '../albatross/ssh/socket-paths.ts';
import { exactField, linesField } from '../http/fields.ts';
import { idField } from '../http/id-field.ts';

/** A host name or an IP address, as name look-up and TCP take it. */
export const address = z
  .string()
  // Brackets around IPv6 are of addresses with a port, and mean nothing else.
  .transform((text) => /^\[([0-9a-f:.]+)\]$/i.exec(text)?.[1] ?? text)
  .pipe(z.union([z.ipv4(), z.ipv6(), z.hostname()], 'must be a host name or an IP address'))
  .meta({ example: 'host.example.org' });

export const port = z.int().min(1).max(65535);

export const pem = linesField.min(1).max(65_536);

export const certificate = pem.meta({
  description:
    'The CA’s certificate in PEM, or a chain: the CA that the key belongs to first, the host’s ' +
    'self-signed root last. With a delegated CA the root’s key never leaves its owner.',
});

export const caKey = pem.meta({ description: 'The CA’s private key in PEM. Never shown again.' });

/** SHA-256 of a TLS endpoint's key. */
export const fingerprint = z
  .string()
  .transform((text) => text.replaceAll(':', '').toLowerCase())
  .refine((text) => /^[0-9a-f]{64}$/.test(text), 'must be a SHA-256 in hexadecimal digits')
  .meta({ description: 'SHA-256 of the host’s public key (SPKI), hex.' });

/** What a shell's word is made of: it also stands in lines that people copy. */
export const user = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/, 'is no name of a user')
  .meta({ description: 'Whom to log in as.', example: 'fulmar' });

export const sshKey = pem.meta({
  description:
    'The private key to log in with: OpenSSH’s format or PEM; Ed25519, RSA or ECDSA. Never shown ' +
    'again. Instead of it `keyId`.',
});

export const passphrase = exactField
  .max(1024)
  .meta({ description: 'The private key’s. It is not kept.' });

export const keyId = idField.meta({
  description: 'A key that was made here (`POST /ssh-keys`), which is used up by this.',
});

export const hostKey = z
  .string()
  .transform((text) => text.replace(/=+$/, ''))
  .refine((text) => fingerprintPattern.test(text), 'must be as ssh-keygen -l prints it: SHA256:…')
  .meta({ example: 'SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8' });

export const socketsPath = z
  .string()
  .refine((path) => path.endsWith('/') === false, 'must not end with /')
  .refine(
    (path) => Object.values(socketPathsIn(path)).every((socket) => socketPathPattern.test(socket)),
    'must be an absolute path, short, of a-z, A-Z, 0-9 and _ . @ + / -',
  )
  .meta({
    description:
      `The folder of albatross’s daemons, in which \`util/vmmd.sock\` is: ${linuxFolder} on Linux, ` +
      `${freebsdFolder} on FreeBSD.`,
    example: linuxFolder,
  });

export const authorizedKeysLine = z.string().meta({
  description:
    'For the user’s `authorized_keys` on the host: lets the key to the target and to nothing else.',
});
