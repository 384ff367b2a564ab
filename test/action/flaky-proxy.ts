import { type IncomingMessage, request as send } from 'node:http';
import { type OtherServer, serveOther } from './other-server.ts';

/** Something between a job and the server that loses answers. */
export interface FlakyProxy extends OtherServer {
  /** Loses the next answer to such a request: the server has done what was asked. */
  lose(method: string, path: RegExp): void;
  /** How many answers were lost. */
  readonly lost: number;
}

export async function proxyTo(url: string): Promise<FlakyProxy> {
  const toLose: ((request: IncomingMessage) => boolean)[] = [];
  let lost = 0;
  const server = await serveOther((request, answer) => {
    const { method = '', headers } = request;
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
    get lost() {
      return lost;
    },
  };
}
