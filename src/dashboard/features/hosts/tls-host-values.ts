import type { Schema } from '../../api/schema.ts';
import type { AuthorityValues } from './authority-fields.tsx';
import { certificateFault, privateKeyFault } from './pem.ts';

/** What the form of a host over TLS holds. */
export interface TlsHostValues extends AuthorityValues {
  readonly name: string;
  readonly address: string;
  /** Text while it is being typed. */
  readonly port: number | string;
}

export const newTlsHost: TlsHostValues = {
  name: '',
  address: '',
  port: 1025,
  certificate: '',
  privateKey: '',
};

/** What is wrong with the values, by field; the server, and the host, find all else. */
export function tlsHostFaults(values: TlsHostValues) {
  return {
    name: values.name.trim() === '' ? 'Enter a name' : null,
    ...connectionFaults(values),
    ...authorityFaults(values),
  };
}

/** What is wrong with where a host is. */
export function connectionFaults({ address, port }: Pick<TlsHostValues, 'address' | 'port'>) {
  return {
    address: address.trim() === '' ? 'Enter an address' : null,
    port: typeof port === 'number' ? null : 'Enter a port, 1 to 65535',
  };
}

export function authorityFaults({ certificate, privateKey }: AuthorityValues) {
  return {
    certificate: certificateFault(certificate),
    privateKey: privateKeyFault(privateKey),
  };
}

/** The values as the API has them. */
export function tlsHostBody(values: TlsHostValues): Schema['AddHost'] {
  const { name, address, port, certificate, privateKey } = values;
  return {
    transport: 'tls',
    name: name.trim(),
    address: address.trim(),
    port: Number(port),
    certificate,
    privateKey,
  };
}
