import type { AnySchemaObject, ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { findOperation, type OpenApiDocument, pointer } from './document.ts';
import { isRead, type SeenAnswer } from './seen-answer.ts';

/** What an address may answer that is no operation, beside what any request may. */
const notFoundCodes = new Set([
  'not-found',
  'method-not-allowed',
  'credential-invalid',
  'credential-expired',
  'credential-revoked',
  'credential-suspended',
  'address-not-allowed',
  'too-many-requests',
  'internal',
]);

/** What an OpenAPI document promises of the answers that a server gives. */
export class Contract {
  readonly #document: OpenApiDocument & AnySchemaObject;
  readonly #ajv = new Ajv2020({
    ...{ allErrors: true, strictTypes: false, verbose: true },
    code: { optimize: false }, // that takes longer than what is checked gains by it
  });

  /** `json`: the document. */
  constructor(json: string) {
    this.#document = JSON.parse(json);
    formats.default(this.#ajv);
    // The document is no schema itself, but holds those of the answers, which refer to each other.
    this.#ajv.addVocabulary([...Object.keys(this.#document), 'example']);
    this.#ajv.addSchema(this.#document, 'openapi', undefined, false);
  }

  /** What of an answer is not as the document says, in sentences; none where all is. */
  check(answer: SeenAnswer): readonly string[] {
    const operation = findOperation(this.#document, answer.method, answer.path);
    if (!operation) return this.#checkNotFound(answer);
    const { id, responses, at } = operation;
    const declared = responses[answer.status];
    if (!declared) return [faultOf(id, answer, 'this status is not declared')];
    const shared = declared.$ref?.replace('#/components/responses/', '');
    const response = shared ? this.#document.components.responses?.[shared] : declared;
    const place = declared.$ref ?? `${at}/${answer.status}`;
    const types = Object.keys(response?.content ?? {});
    if (types.length === 0 && answer.type === null && !answer.body) return [];
    if (answer.type === null || !types.includes(answer.type)) {
      const words = `${answer.type ?? 'no media type'} instead of ${types.join() || 'no body'}`;
      return [faultOf(id, answer, words)];
    }
    if (answer.body === null || !isRead(answer.type)) return [];
    const schema = `${place}${pointer('content', answer.type, 'schema').slice(1)}`;
    return this.#findFaults(schema, JSON.parse(answer.body)).map((fault) =>
      faultOf(id, answer, fault),
    );
  }

  #checkNotFound(answer: SeenAnswer): readonly string[] {
    const { method, path, type, body } = answer;
    const name = `${method} ${path}, which is no operation,`;
    if (type !== 'application/problem+json') return [faultOf(name, answer, `${type}`)];
    if (body === null) return [];
    const problem: unknown = JSON.parse(body);
    const code = String(Reflect.get(Object(problem), 'code'));
    if (!notFoundCodes.has(code))
      return [faultOf(name, answer, `the code ${code} is none for that`)];
    const faults = this.#findFaults(pointer('components', 'schemas', 'Problem'), problem);
    return faults.map((fault) => faultOf(name, answer, fault));
  }

  #findFaults(schema: string, value: unknown): readonly string[] {
    const validate = this.#ajv.getSchema(`openapi${schema}`);
    if (!validate) throw new Error(`the document has no schema at ${schema}`);
    return validate(value) === true ? [] : (validate.errors ?? []).map(explain);
  }
}

function faultOf(operation: string, { status }: SeenAnswer, words: string): string {
  return `${operation} answers ${status}: ${words}`;
}

function explain({ instancePath, message, params, data }: ErrorObject): string {
  const shown = instancePath ? `${instancePath} (${JSON.stringify(data)})` : 'the body';
  return `${shown} ${message} ${JSON.stringify(params)}`;
}
