/** A request that is made over and over. */
export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What an attack consists of. */
export interface Attack {
  /** What it asks for over and over, and on how many connections at a time. */
  readonly asks?: readonly (readonly [number, Ask])[];
  /** Connections on which a request begins and never ends. */
  readonly unfinished?: number;
}

/** What an account has to attack with. */
export interface Weapons {
  readonly cookie: string;
  /** A token whose limit is not reached. */
  readonly token: string;
  /** One whose limit is. */
  readonly spent: string;
}

const json = { 'content-type': 'application/json' };

/** `{"a0":0,"a1":0,…}` of about so many octets. */
function manyMembers(octets: number): string {
  const members = Array.from({ length: Math.floor(octets / 10) }, (_, n) => `"a${n}":0`);
  return `{${members.join()}}`;
}

/** What an account without rights can do to the server, by name. */
export function attacks({ cookie, token, spent }: Weapons): Readonly<Record<string, Attack>> {
  const asPerson = { cookie, 'sec-fetch-site': 'same-origin' };
  const asProgram = { authorization: `Bearer ${token}` };
  const get = (path: string, headers: Ask['headers'] = asProgram): Ask => {
    return { method: 'GET', path, headers };
  };
  const post = (path: string, headers: Ask['headers'], body: string): Ask => {
    return { method: 'POST', path, body, headers: { ...json, ...headers } };
  };
  const scopes = JSON.stringify({ name: 'x', scopes: Array.from({ length: 60_000 }, () => 'q') });
  const form = [
    '--b\r\nContent-Disposition: form-data; name="block_data"; filename="f"\r\n\r\n',
    `${'x'.repeat(200_000)}\r\n--b--\r\n`,
  ].join('');
  const formType = { 'content-type': 'multipart/form-data; boundary=b' };
  return {
    lists: {
      asks: ['unikernels', 'volumes', 'hosts'].map((what) => [100, get(`/api/v1/${what}`)]),
    },
    'own records': {
      asks: [
        [50, get('/api/v1/tokens')],
        [50, get('/api/v1/deployments')],
        [50, get('/api/v1/trusts')],
        [50, get('/api/v1/account/sessions', asPerson)],
        [50, get('/api/v1/audit', asPerson)],
      ],
    },
    documents: {
      asks: ['/api/v1/openapi.json', '/docs', '/metrics'].map((path) => [50, get(path)]),
    },
    'a spent limit': {
      asks: [[300, get('/api/v1/unikernels', { authorization: `Bearer ${spent}` })]],
    },
    'unknown credentials': {
      asks: [
        [100, get('/api/v1/unikernels', { authorization: `Bearer ${token.slice(0, -1)}` })],
        [100, get('/api/v1/unikernels', { cookie: 'fulmar-session=unknown' })],
      ],
    },
    'bodies that are too large': {
      asks: [
        [10, post('/api/v1/session', {}, manyMembers(800_000))],
        [10, post('/api/v1/tokens', asPerson, scopes)],
        [10, post('/api/v1/tokens', asProgram, scopes)],
      ],
    },
    'bodies of many members': {
      asks: [
        [10, post('/api/v1/session', {}, manyMembers(16_000))],
        [50, post('/api/v1/tokens', asProgram, manyMembers(250_000))],
      ],
    },
    passwords: {
      asks: [
        [10, post('/api/v1/session', {}, '{"email":"noisy@example.org","password":"wrong word"}')],
        [
          10,
          post(
            '/api/v1/accounts',
            {},
            '{"name":"x","email":"x@example.org","password":"as good as any"}',
          ),
        ],
      ],
    },
    forms: { asks: [[50, post('/api/volume/create', { ...asProgram, ...formType }, form)]] },
    'unfinished requests': { unfinished: 300 },
  };
}

/** The names of all. */
export const attackNames = Object.keys(attacks({ cookie: '', token: '', spent: '' }));
