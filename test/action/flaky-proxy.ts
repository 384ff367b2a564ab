import { type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { type OtherServer, serveOther } from './other-server.ts';

/** A refusal with 503; `retryAfter` in seconds. */
export interface Refusal {
  readonly code: string;
  readonly retryAfter: string | null;
}

/** Something between a job and the server that loses answers. */
export interface FlakyProxy extends OtherServer {
  /** Loses the next answer to such a request: the server has done what was asked. */
  lose(method: string, path: RegExp): void;
  /** Does something before the next such request is passed on. */
  before(method: string, path: RegExp, act: () => Promise<unknown>): void;
  /** Answers as many such requests by itself, as the server would that can not. */
  refuse(method: string, path: RegExp, refusals: readonly Refusal[]): void;
  /** How many answers were lost. */
  readonly lost: number;
  /** How many refusals have still to be given. */
  readonly refusalsLeft: number;
}

export async function proxyTo(url: string): Promise<FlakyProxy> {
  const toLose: ((request: IncomingMessage) => boolean)[] = [];
  const acts: { method: string; path: RegExp; act: () => Promise<unknown> }[] = [];
  const refusals: { method: string; path: RegExp; refusal: Refusal }[] = [];
  let lost = 0;
  const server = await serveOther(async (request, answer) => {
    const { method = '', headers } = request;
    const next = acts.findIndex(
      (each) => each.method === method && each.path.test(`${request.url}`),
    );
    for (const { act } of next >= 0 ? acts.splice(next, 1) : []) await act();
    if (request.socket.destroyed) return; // whoever asked is gone meanwhile
    const refused = refusals.findIndex(
      (each) => each.method === method && each.path.test(`${request.url}`),
    );
    if (refused >= 0) {
      for (const { refusal } of refusals.splice(refused, 1)) refuse(answer, refusal);
      return;
    }
    const at = toLose.findIndex((matches) => matches(request));
    const losing = at >= 0 && toLose.splice(at, 1).length > 0;
    // What is begun is answered at once, to be followed.
    const hurried = { ...headers, prefer: 'wait=0' };
    const passed = send(new URL(request.url ?? '', url), { method, headers: hurried }, (told) => {
      if (losing) {
        lost += 1;
        told.resume().on('end', () => request.socket.destroy());
        return;
      }
      answer.writeHead(told.statusCode ?? 0, told.headers);
      told.pipe(answer);
    });
    passed.on('error', () => request.socket.destroy());
    answer.on('close', () => passed.destroy()); // and with whoever asked
    request.pipe(passed);
  });
  return {
    ...server,
    lose: (method, path) => {
      toLose.push((request) => request.method === method && path.test(request.url ?? ''));
    },
    before: (method, path, act) => void acts.push({ method, path, act }),
    refuse: (method, path, all) => {
      for (const refusal of all) refusals.push({ method, path, refusal });
    },
    get refusalsLeft() {
      return refusals.length;
    },
    get lost() {
      return lost;
    },
  };
}

function refuse(answer: ServerResponse, { code, retryAfter }: Refusal): void {
  answer.writeHead(503, retryAfter === null ? {} : { 'retry-after': retryAfter });
  answer.end(JSON.stringify({ status: 503, code, detail: 'Later.', requestId: 'r' }));
}
