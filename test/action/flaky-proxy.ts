import { type IncomingMessage, request as send } from 'node:http';
import { type OtherServer, serveOther } from './other-server.ts';

/** Something between a job and the server that loses answers. */
export interface FlakyProxy extends OtherServer {
  /** Loses the next answer to such a request: the server has done what was asked. */
  lose(method: string, path: RegExp): void;
  /** Does something before the next such request is passed on. */
  before(method: string, path: RegExp, act: () => Promise<unknown>): void;
  /** How many answers were lost. */
  readonly lost: number;
}

export async function proxyTo(url: string): Promise<FlakyProxy> {
  const toLose: ((request: IncomingMessage) => boolean)[] = [];
  const acts: { method: string; path: RegExp; act: () => Promise<unknown> }[] = [];
  let lost = 0;
  const server = await serveOther(async (request, answer) => {
    const { method = '', headers } = request;
    const next = acts.findIndex(
      (each) => each.method === method && each.path.test(`${request.url}`),
    );
    for (const { act } of next >= 0 ? acts.splice(next, 1) : []) await act();
    const at = toLose.findIndex((matches) => matches(request));
    const losing = at >= 0 && toLose.splice(at, 1).length > 0;
    const passed = send(new URL(request.url ?? '', url), { method, headers }, (told) => {
      if (losing) {
        lost += 1;
        told.resume().on('end', () => request.socket.destroy());
        return;
      }
      answer.writeHead(told.statusCode ?? 0, told.headers);
      told.pipe(answer);
    });
    passed.on('error', () => request.socket.destroy());
    request.pipe(passed);
  });
  return {
    ...server,
    lose: (method, path) => {
      toLose.push((request) => request.method === method && path.test(request.url ?? ''));
    },
    before: (method, path, act) => void acts.push({ method, path, act }),
    get lost() {
      return lost;
    },
  };
}
