import type { IncomingMessage } from 'node:http';
import { type Answer, StandIn } from './stand-in.ts';

interface Binary {
  readonly name: string;
  readonly content: Buffer;
  readonly sha256: string;
}

interface StandInBuild {
  readonly uuid: string;
  readonly platform: string;
  /** RFC 3339, as it prints it: with the offset -00:00. */
  readonly start: string;
  /** null: it made no binary. */
  readonly binary: Binary | null;
}

/** A builder-web: what it answers, with what it does not do as others do. */
export class BuilderStandIn {
  readonly server: StandIn;
  /** The newest last. */
  readonly builds: StandInBuild[] = [];
  readonly job = 'dns-resolver';
  /** Whether files say their length twice, as without a proxy before it. */
  doubleLength = false;
  /** Whether files come without their tags, as from a proxy that drops them. */
  untagged = false;

  private constructor(server: StandIn) {
    this.server = server;
    server.otherwise = (request, response) => this.#find(request)(request, response);
  }

  static async start(): Promise<BuilderStandIn> {
    return new BuilderStandIn(await StandIn.start());
  }

  #find(request: IncomingMessage): Answer {
    const { pathname, searchParams, search } = new URL(request.url ?? '', this.server.url);
    const accepted = request.headers.accept?.split(',') ?? [];
    const isJson = accepted.some((item) => item.split(';')[0] === 'application/json');
    if (request.method !== 'GET') return missing;
    if (pathname === '/hash') return this.#hash(searchParams.get('sha256'));
    const [, job, rest = ''] = /^\/job\/([^/]+)(?:\/build\/(.*))?$/.exec(pathname) ?? [];
    if (job !== this.job) return missing;
    if (!pathname.includes('/build/')) return isJson ? json({ builds: this.#outputs() }) : page;
    const [which = '', ...file] = rest.split('/');
    if (which === 'latest') {
      const latest = this.#latest(searchParams.get('platform'));
      return latest ? go(307, [`/job/${job}/build/${latest.uuid}`, ...file].join('/')) : missing;
    }
    const build = this.builds.find(({ uuid }) => uuid === which);
    if (!build || search !== '') return missing;
    if (file.length === 0) return isJson ? json(this.#show(build)) : page;
    if (!build.binary) return missing;
    const path = `f/bin/${build.binary.name}`;
    if (file.join('/') === 'main-binary') return go(302, `/job/${job}/build/${which}/${path}`);
    return file.join('/') === path ? this.#file(build.binary) : missing;
  }

  #latest(platform: string | null): StandInBuild | undefined {
    return this.builds.findLast(
      (build) => build.binary && (platform === null || build.platform === platform),
    );
  }

  #hash(sha256: string | null): Answer {
    const build = this.builds.findLast(({ binary }) => binary?.sha256 === sha256);
    return build ? go(302, `/job/${this.job}/build/${build.uuid}`) : missing;
  }

  /** One build of each binary, the newest that made it. */
  #outputs(): object[] {
    const digests = new Set<string>();
    return this.builds.toReversed().flatMap(({ uuid, binary }) => {
      if (!binary || digests.has(binary.sha256)) return [];
      digests.add(binary.sha256);
      const { name: filename, sha256, content } = binary;
      return [{ uuid, main_binary: { filename, sha256, size: content.length } }];
    });
  }

  #show({ uuid, platform, start, binary }: StandInBuild): object {
    const times = { start_time: start, finish_time: start };
    return { job: this.job, uuid, platform, ...times, main_binary: binary !== null };
  }

  /** Its tag is no tag, having no quotes; its length may be said twice. */
  #file({ sha256, content }: Binary): Answer {
    const head = [
      'HTTP/1.1 200 OK',
      'Content-Type: application/octet-stream',
      `Content-Length: ${content.length}`,
      'Connection: close',
    ];
    if (!this.untagged) head.push(`ETag: ${Buffer.from(sha256, 'hex').toString('base64')}`);
    const chunk = [`${content.length.toString(16)}\r\n`, content, '\r\n0\r\n\r\n'];
    const body = this.doubleLength ? chunk : [content];
    if (this.doubleLength) head.push('Transfer-Encoding: chunked');
    return (_, { socket }) => {
      socket?.write(`${head.join('\r\n')}\r\n\r\n`);
      for (const part of body) socket?.write(part);
      socket?.end();
    };
  }
}

function json(body: object): Answer {
  const text = JSON.stringify(body);
  const length = { 'content-length': `${Buffer.byteLength(text)}` };
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...length }).end(text);
  };
}

function go(status: number, location: string): Answer {
  return (_, response) => {
    response.writeHead(status, { location, 'content-length': '0' }).end();
  };
}

/** For every error, whatever is accepted. */
const missing: Answer = (_, response) => {
  response.writeHead(404, { 'content-type': 'text/html; charset=utf-8', connection: 'close' });
  response.end('<!DOCTYPE html><html><body>Not found</body></html>');
};

const page: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!DOCTYPE html>');
};
