/** Where a channel leads, seen from the host: a unix socket, or a port. */
export type Destination =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly address: string; readonly port: number };

/** For people: a path, or address and port. */
export const formatDestination = (destination: Destination): string =>
  destination.kind === 'socket' ? destination.path : endpointOf(destination);

/** Address and port as OpenSSH's options write them. */
export const endpointOf = ({ address, port }: { address: string; port: number }): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
