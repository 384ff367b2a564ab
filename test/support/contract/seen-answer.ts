/** An answer as the client gets it. */
export interface SeenAnswer {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly status: number;
  /** The media type, without its parameters; null where the answer says none. */
  readonly type: string | null;
  /** Null where it is not read: octets, events, what `HEAD` asks for. */
  readonly body: string | null;
}

/** An answer of a server of the tests. */
export interface ServedAnswer extends SeenAnswer {
  /** Where the server listens. */
  readonly port: number;
  /** Whether the server is ours, which names each request. */
  readonly named: boolean;
}

const jsonTypes = new Set(['application/json', 'application/problem+json']);

/** Whether the body of such an answer is held against a schema. */
export const isRead = (type: string | null): boolean => type !== null && jsonTypes.has(type);

/** Whether it is one of version 1 of our API. */
export const isOurs = ({ path, named }: ServedAnswer): boolean =>
  named && path.startsWith('/api/v1/');
