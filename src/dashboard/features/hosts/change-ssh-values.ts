import type { Schema } from '../../api/schema.ts';
import {
  endpointFaults,
  keyTarget,
  type LoginValues,
  loginBody,
  loginFaults,
  newLogin,
  newTarget,
  type TargetValues,
  targetBody,
  userFault,
} from './ssh-host-values.ts';
import { connectionFaults } from './tls-host-values.ts';

type Host = Pick<Schema['Host'], 'address' | 'port' | 'user' | 'hostKey' | 'target'>;

/** What the form of a host holds that is reached over SSH already. */
export interface ChangeSshValues extends LoginValues, TargetValues {
  readonly address: string;
  readonly port: number | string;
  readonly user: string;
  /** What the host is known by, as OpenSSH prints it. */
  readonly hostKey: string;
  /** Whether another key logs in. */
  readonly renewLogin: boolean;
}

/** How a host is reached now. */
export function changeSshValues(host: Host): ChangeSshValues {
  const { address = '', port = 22, user = '', hostKey = '', target } = host;
  return {
    ...{ address, port, user, hostKey, renewLogin: false },
    ...newLogin,
    ...newTarget,
    ...(target?.type === 'sockets' && { target: target.type, path: target.path }),
    ...(target?.type === 'endpoint' && { target: target.type, endpointPort: target.port }),
    renewAuthority: !leadsToEndpoint(host),
  };
}

/** Whether a CA is kept here for the host's TLS endpoint, so that none need be given. */
export const leadsToEndpoint = ({ target }: Host): boolean => target?.type === 'endpoint';

/** Whether the way shall lead elsewhere on the host, where the line of a key does not let it. */
export function leadsElsewhere(values: TargetValues, { target }: Host): boolean {
  const wanted = keyTarget(values);
  if (wanted.type === 'sockets') return target?.type !== 'sockets' || target.path !== wanted.path;
  return target?.type !== 'endpoint' || target.port !== wanted.port;
}

/** What is wrong with the values, by field; the server, and the host, find all else. */
export function changeSshFaults(values: ChangeSshValues, madeKey: string | null) {
  return {
    ...connectionFaults(values),
    user: userFault(values.user),
    hostKey: values.hostKey.trim() === '' ? 'Enter the pinned key' : null,
    ...(values.renewLogin && loginFaults(values, madeKey)),
    ...(values.target === 'endpoint' && endpointFaults(values)),
  };
}

/** The values as the API has them. */
export function changeSshBody(
  values: ChangeSshValues,
  madeKey: string | null,
): Schema['ChangeHost'] {
  const { address, port, user, hostKey, renewLogin } = values;
  return {
    ...{ address: address.trim(), port: Number(port) },
    ...{ user: user.trim(), hostKey: hostKey.trim() },
    ...(renewLogin && loginBody(values, madeKey)),
    target: changedTarget(values),
  };
}

function changedTarget(values: ChangeSshValues): Schema['ChangeHost']['target'] {
  const keepsCa = values.target === 'endpoint' && !values.renewAuthority;
  return keepsCa ? keyTarget(values) : targetBody(values);
}
