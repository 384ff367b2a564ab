import { fieldErrors } from '../../api/field-errors.ts';
import type { Schema } from '../../api/schema.ts';
import { certificateFault, privateKeyFault } from './pem.ts';
import { connectionFaults, type TlsHostValues } from './tls-host-values.ts';

/** Where albatross's daemons listen, where nobody has changed it. */
export const socketFolders = ['/run/albatross', '/var/run/albatross'] as const;

/** What logs in: a key that the server makes, or one that is given. */
export interface LoginValues {
  readonly keyFrom: 'here' | 'own';
  /** PEM or OpenSSH's format. */
  readonly privateKey: string;
  readonly passphrase: string;
}

/** What the way leads to: the daemons' own sockets, or albatross's TLS endpoint. */
export interface TargetValues {
  readonly target: 'sockets' | 'endpoint';
  readonly path: string;
  /** Text while it is being typed. */
  readonly endpointPort: number | string;
  /** Whether the CA of the endpoint is given; else the one that is known already stays. */
  readonly renewAuthority: boolean;
  readonly certificate: string;
  readonly authorityKey: string;
}

/** What the form of a host over SSH holds. */
export interface SshHostValues
  extends LoginValues,
    TargetValues,
    Pick<TlsHostValues, 'name' | 'address' | 'port'> {
  readonly user: string;
}

export const newLogin: LoginValues = { keyFrom: 'here', privateKey: '', passphrase: '' };

export const newTarget: TargetValues = {
  ...{ target: 'sockets', path: socketFolders[0], endpointPort: 1025 },
  ...{ renewAuthority: true, certificate: '', authorityKey: '' },
};

export const newSshHost: SshHostValues = {
  ...{ name: '', address: '', port: 22, user: 'fulmar' },
  ...newLogin,
  ...newTarget,
};

/** What is wrong with the values, by field; the server, and the host, find all else. */
export function sshHostFaults(values: SshHostValues, madeKey: string | null) {
  const { name, user, target } = values;
  return {
    name: name.trim() === '' ? 'Enter a name' : null,
    ...connectionFaults(values),
    user: userFault(user),
    ...loginFaults(values, madeKey),
    ...(target === 'endpoint' && endpointFaults(values)),
  };
}

/** What is wrong with whom to log in as. */
export const userFault = (user: string) => (user.trim() === '' ? 'Enter a user' : null);

/** What is wrong with what logs in. */
export function loginFaults({ keyFrom, privateKey }: LoginValues, madeKey: string | null) {
  return {
    keyFrom:
      keyFrom === 'here' && !madeKey
        ? 'Generate the key first, and add its line on the host'
        : null,
    privateKey:
      keyFrom === 'own' && privateKey.trim() === '' ? 'Drop or paste the private key' : null,
  };
}

/** What is wrong with what is said of a TLS endpoint. */
export function endpointFaults(values: TargetValues) {
  const { endpointPort, renewAuthority, certificate, authorityKey } = values;
  return {
    endpointPort: typeof endpointPort === 'number' ? null : 'Enter a port, 1 to 65535',
    ...(renewAuthority && {
      certificate: certificateFault(certificate),
      authorityKey: privateKeyFault(authorityKey),
    }),
  };
}

/** The values as the API has them; `hostKey` is what a person has confirmed. */
export function sshHostBody(
  values: SshHostValues,
  madeKey: string | null,
  hostKey: string | null,
): Schema['AddSshHost'] {
  const { name, address, port, user } = values;
  return {
    transport: 'ssh',
    ...{ name: name.trim(), address: address.trim(), port: Number(port), user: user.trim() },
    ...loginBody(values, madeKey),
    ...(hostKey && { hostKey }),
    target: targetBody(values),
  };
}

/** What logs in, as the API has it. */
export function loginBody(
  { keyFrom, privateKey, passphrase }: LoginValues,
  madeKey: string | null,
) {
  if (keyFrom === 'here') return madeKey ? { keyId: madeKey } : {};
  return { privateKey, ...(passphrase !== '' && { passphrase }) };
}

/** What the way leads to, as the API has it. */
export function targetBody(values: TargetValues): Schema['AddSshHost']['target'] {
  const { target: type, path, endpointPort, certificate, authorityKey: privateKey } = values;
  if (type === 'sockets') return { type, path: path.trim() };
  return { type, port: Number(endpointPort), certificate, privateKey };
}

/** What the key of a host is made to be let to, as the API has it. */
export function keyTarget({ target: type, path, endpointPort }: TargetValues) {
  return type === 'sockets' ? { type, path: path.trim() } : { type, port: Number(endpointPort) };
}

/** What a refusal says about the fields of a form that has these values. */
export function sshFieldErrors(error: unknown): Record<string, string> {
  const faults = Object.entries(fieldErrors(error));
  return Object.fromEntries(faults.map(([path, text]) => [targetFields[path] ?? path, text]));
}

/** The fields that members of the API's target stand in. */
const targetFields: Readonly<Record<string, string>> = {
  'target.path': 'path',
  'target.port': 'endpointPort',
  'target.certificate': 'certificate',
  'target.privateKey': 'authorityKey',
};
