import { hostileBodies } from './hostile-values.ts';
import { hostileYaml } from './hostile-yaml.ts';
import { type OpenApi, resolve } from './schema.ts';

/** A request whose body is not as its route asks for. */
export interface HostileRequest {
  readonly what: string;
  readonly method: string;
  /** With something in the place of its parameters. */
  readonly path: string;
  readonly body: string | FormData;
  readonly type: string | null;
  /** Whether anybody may send it. */
  readonly open: boolean;
}

/** Octets of a body: what is taken by most routes, and by those with long bodies, but for what is around. */
const sizes = { usual: 15_000, long: 250_000 } as const;

/** Routes with lists of lists, rules, certificates or configurations. */
const long =
  /\/(trusts|policies|policy-templates|restart|move|checks|deployments|unikernels|hosts)(\/\{\w+\})?$/;

const parameters: Readonly<Record<string, string>> = {
  id: '0b5a4a6e-7c56-4c1a-9d0f-6f6f2a1b3c4d',
  host: 'host-0',
  service: 'docker-hub',
  code: 'BCDFGHJK',
  secret: 'FUZZED',
  delivery: '0b5a4a6e-7c56-4c1a-9d0f-6f6f2a1b3c4e',
  number: '1',
  other: '2',
};

/** For every route with a body that has a schema, bodies that are wrong in one place each. */
export function* hostileRequests(document: OpenApi): Generator<HostileRequest> {
  for (const [pattern, methods] of Object.entries(document.paths)) {
    const path = pattern.replace(/\{(\w+)\}/g, (_, name) => parameters[name] ?? 'fuzzed');
    for (const [method, { requestBody, security = [] }] of Object.entries(methods)) {
      const open = security.length === 0;
      const size = !open && long.test(pattern) ? sizes.long : sizes.usual;
      const content = Object.entries(requestBody?.content ?? {});
      for (const [type, { schema }] of content) {
        const form = type === 'multipart/form-data';
        const config = form ? resolve(schema, document).properties?.config : schema;
        if (!config || (!form && type !== 'application/json')) continue;
        for (const { kind, json } of hostileBodies(config, document, size)) {
          const what = `${method.toUpperCase()} ${pattern}, ${kind}`;
          const body = form ? formOf(json) : json;
          yield { what, method: method.toUpperCase(), path, body, type: form ? null : type, open };
        }
        if (!form) continue;
        for (const { kind, json } of hostileYaml()) {
          const what = `${method.toUpperCase()} ${pattern}, ${kind}`;
          const body = yamlFormOf(json);
          yield { what, method: method.toUpperCase(), path, body, type: null, open };
        }
      }
    }
  }
}

/** Both of the parts that may be YAML, in one request. */
function yamlFormOf(text: string): FormData {
  const form = new FormData();
  form.append('config', new Blob([text]));
  form.append('source', new Blob([text]));
  return form;
}

function formOf(config: string): FormData {
  const form = new FormData();
  form.append('config', config);
  form.append('image', new Blob(['no image']));
  return form;
}
