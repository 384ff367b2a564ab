import type { IncomingMessage, ServerResponse } from 'node:http';
import { StandIn } from './stand-in.ts';

interface StandInBuild {
  readonly uuid: string;
  readonly platform: string;
  /** RFC 3339, as it prints it: with the offset -00:00. */
  readonly start: string;
  /** null: it made no binary. */
  readonly binary: {
    readonly name: string;
    readonly content: Buffer;
    readonly sha256: string;
  } | null;
}

/** A builder-web: what it answers, with what it does not do as others do. */
export class BuilderStandIn {
  readonly server: StandIn;
  /** The newest last. */
  readonly builds: StandInBuild[] = [];
  readonly job = 'dns-resolver';
  /** Whether files say their length twice, as without a proxy before it. */
  doubleLength = false;

  private constructor(server: StandIn) {
    this.server = server;
    server.otherwise = (request, response) => this.#answer(request, response);
  }

  static async start(): Promise<BuilderStandIn> {
    return new BuilderStandIn(await StandIn.start());
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams, search } = new URL(request.url ?? '', this.server.url);
    const json = request.headers.accept
      ?.split(',')
      .some((item) => item.split(';')[0] === 'application/json');
    if (request.method !== 'GET') return missing(response);
    if (pathname === '/hash') return this.#hash(searchParams.get('sha256'), response);
    const [, job, rest = ''] = /^\/job\/([^/]+)(?:\/build\/(.*))?$/.exec(pathname) ?? [];
    if (job !== this.job) return missing(response);
    if (!pathname.includes('/build/')) return json ? this.#job(response) : page(response);
    const [which = '', ...file] = rest.split('/');
    if (which === 'latest') {
      const latest = this.#latest(searchParams.get('platform'));
      return latest
        ? go(response, 307, [`/job/${job}/build/${latest.uuid}`, ...file].join('/'))
        : missing(response);
    }
    const build = this.builds.find(({ uuid }) => uuid === which);
    if (!build || search !== '') return missing(response);
    if (file.length === 0) return json ? this.#build(build, response) : page(response);
    if (!build.binary) return missing(response);
    const path = `f/bin/${build.binary.name}`;
    if (file.join('/') === 'main-binary')
      return go(response, 302, `/job/${job}/build/${which}/${path}`);
    if (file.join('/') === path) return this.#file(build.binary, response);
    missing(response);
  }

  #latest(platform: string | null): StandInBuild | undefined {
    return this.builds.findLast(
      (build) => build.binary && (platform === null || build.platform === platform),
    );
  }

  #hash(sha256: string | null, response: ServerResponse): void {
    const build = this.builds.findLast(({ binary }) => binary?.sha256 === sha256);
    if (build) go(response, 302, `/job/${this.job}/build/${build.uuid}`);
    else missing(response);
  }

  /** One build of each binary, the newest that made it. */
  #job(response: ServerResponse): void {
    const digests = new Set<string>();
    const builds = this.builds.toReversed().flatMap(({ uuid, binary }) => {
      if (!binary || digests.has(binary.sha256)) return [];
      digests.add(binary.sha256);
      const { name: filename, sha256, content } = binary;
      return [{ uuid, main_binary: { filename, sha256, size: content.length } }];
    });
    sendJson(response, { builds });
  }

  #build({ uuid, platform, start, binary }: StandInBuild, response: ServerResponse): void {
    const times = { start_time: start, finish_time: start };
    sendJson(response, { job: this.job, uuid, platform, ...times, main_binary: binary !== null });
  }

  #file(binary: NonNullable<StandInBuild['binary']>, response: ServerResponse): void {
    const etag = Buffer.from(binary.sha256, 'hex').toString('base64');
    const length = `Content-Length: ${binary.content.length}`;
    const type = 'Content-Type: application/octet-stream';
    const head = ['HTTP/1.1 200 OK', type, length, `ETag: ${etag}`, 'Connection: close'];
    const { socket } = response;
    if (!this.doubleLength) {
      socket?.write(`${head.join('\r\n')}\r\n\r\n`);
      socket?.end(binary.content);
      return;
    }
    socket?.write(`${[...head, 'Transfer-Encoding: chunked'].join('\r\n')}\r\n\r\n`);
    socket?.write(`${binary.content.length.toString(16)}\r\n`);
    socket?.write(binary.content);
    socket?.end('\r\n0\r\n\r\n');
  }
}

function sendJson(response: ServerResponse, body: object): void {
  const text = JSON.stringify(body);
  const length = { 'content-length': `${Buffer.byteLength(text)}` };
  response.writeHead(200, { 'content-type': 'application/json', ...length }).end(text);
}

function go(response: ServerResponse, status: number, location: string): void {
  response.writeHead(status, { location, 'content-length': '0' }).end();
}

/** For every error, whatever is accepted. */
function missing(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/html; charset=utf-8', connection: 'close' });
  response.end('<!DOCTYPE html><html><body>Not found</body></html>');
}

function page(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!DOCTYPE html>');
}
